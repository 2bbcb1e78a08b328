import { SeverityBadge } from "../components/severity";
import { clock } from "../format";
import { t } from "../strings";
import { type Flag, ruleText, stateText } from "./flagged";
import type { CallModel } from "./model";

type Flagged = Pick<CallModel, "flags" | "byId" | "seek">;

function FlagItem({ flag, model }: { flag: Flag; model: Flagged }) {
  const last = flag.utterance_ids.at(-1);
  const quote = last ? model.byId.get(last)?.text : undefined;
  return (
    <li class={`flag severity-${flag.severity}`}>
      <header>
        <strong>{ruleText(flag.rule)}</strong>
        <button
          type="button"
          class="time"
          aria-label={t("talk.seek", { time: clock(flag.at_s) })}
          onClick={() => model.seek(flag.at_s)}
        >
          {clock(flag.at_s)}
        </button>
      </header>
      <span class="flag__kind">
        <SeverityBadge severity={flag.severity} />
        {flag.state !== "raised" && (
          <small class="quiet">{t("flags.state", { state: stateText(flag.state) })}</small>
        )}
      </span>
      <p lang="en">{flag.reason}</p>
      {quote && !flag.reason.includes("“") && <blockquote>{quote}</blockquote>}
    </li>
  );
}

interface PanelProps {
  model: Flagged;
  none?: string;
}

export function FlagPanel({ model, none = t("flags.none") }: PanelProps) {
  return (
    <section class="panel card" aria-label={t("flags.title")}>
      <header class="panel__head">
        <h2>{t("flags.title")}</h2>
        <span class="panel__aside">{model.flags.length || ""}</span>
      </header>
      {model.flags.length ? (
        <ul class="flags">
          {model.flags.map((flag) => (
            <FlagItem key={flag.id} flag={flag} model={model} />
          ))}
        </ul>
      ) : (
        <p class="quiet">{none}</p>
      )}
    </section>
  );
}
