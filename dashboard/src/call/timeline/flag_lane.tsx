import { SeverityMark } from "../../components/severity";
import { clock } from "../../format";
import { t } from "../../strings";
import { ruleText } from "../flagged";
import { Lane, type LaneProps } from "./lane";
import { scaleOf } from "./scale";

const HEIGHT = 30;

/** Flags as buttons at their moment; shape and colour say the severity, the name says the rule. */
export function FlagLane({ model }: LaneProps) {
  if (model.flags.length === 0) return null;
  const { x } = scaleOf(model.view.value);
  return (
    <Lane name={t("time.flags")} height={HEIGHT} kind="flags">
      {model.flags
        .filter((flag) => x(flag.at_s) >= 0 && x(flag.at_s) <= 1)
        .map((flag) => {
          const text = `${clock(flag.at_s)} ${t(`severity.${flag.severity}`)}: ${ruleText(flag.rule)}`;
          return (
            <button
              key={flag.id}
              type="button"
              class={`marker severity-${flag.severity}`}
              style={{ left: `${x(flag.at_s) * 100}%` }}
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
