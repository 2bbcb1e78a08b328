import { SeverityMark } from "../../components/severity";
import { clock } from "../../format";
import { t } from "../../strings";
import { ruleText } from "../flagged";
import { Lane, type LaneProps } from "./lane";
import { scaleOf, spread } from "./scale";

const HEIGHT = 30;
const GAP_PX = 24;

/** Flags as buttons at their moment; shape and colour say the severity, the name says the rule. */
export function FlagLane({ model, width }: LaneProps) {
  if (model.flags.length === 0) return null;
  const { x } = scaleOf(model.view.value);
  const seen = model.flags.filter((flag) => x(flag.at_s) >= 0 && x(flag.at_s) <= 1);
  const places = spread(
    seen.map((flag) => x(flag.at_s) * width),
    GAP_PX,
  );
  return (
    <Lane name={t("time.flags")} height={HEIGHT} kind="flags">
      {seen.map((flag, index) => {
        const text = `${clock(flag.at_s)} ${t(`severity.${flag.severity}`)}: ${ruleText(flag.rule)}`;
        return (
          <button
            key={flag.id}
            type="button"
            class={`marker severity-${flag.severity}`}
            style={{ left: `${places[index] ?? 0}px` }}
            title={text}
            aria-label={text}
            onClick={() => model.seek(flag.at_s)}
          >
            <SeverityMark severity={flag.severity} size={18} />
          </button>
        );
      })}
    </Lane>
  );
}
