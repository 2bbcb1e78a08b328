import { useMemo } from "preact/hooks";
import { clock, signed } from "../format";
import { t } from "../strings";
import type { CallModel } from "./model";
import { strongest } from "./sentence";
import { groupOf } from "./timeline/stack";

/** The few moments with the strongest sign: where to listen when there is little time. */
export function StrongestPanel({ model }: { model: CallModel }) {
  const moments = useMemo(() => strongest(model.points, model.detail.evidence), [model]);
  return (
    <section class="panel card" aria-label={t("reasons.title")}>
      <header class="panel__head">
        <h2>{t("reasons.title")}</h2>
      </header>
      {moments.length === 0 && <p class="quiet">{t("reasons.none")}</p>}
      <ul class="strong">
        {moments.map(({ point, lead }) => {
          const start = model.byId.get(point.utterance_id)?.start_s ?? point.at_s;
          return (
            <li key={point.utterance_id}>
              <button
                type="button"
                class="time"
                aria-label={t("talk.seek", { time: clock(start) })}
                onClick={() => model.seek(start)}
              >
                {clock(start)}
              </button>
              <span class={`swatch group-${groupOf(lead.cue)}`} aria-hidden="true" />
              <span lang="en">{lead.text}</span>
              <span class="reason__odds">{signed(lead.log_odds)}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
