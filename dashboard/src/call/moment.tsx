import { useMemo } from "preact/hooks";
import { Score } from "../components/level";
import { clock, number, signed } from "../format";
import { lookup, t } from "../strings";
import type { EvidenceOut } from "../wire";
import type { CallModel } from "./model";
import { type Reason, reasons, sentence } from "./sentence";
import { groupOf, USUAL } from "./timeline/stack";

function measuredText(evidence: EvidenceOut): string {
  const digits = (value: number) => number(value, Math.abs(value) >= 10 ? 0 : 2);
  const { baseline } = evidence;
  const unit = lookup(`unit.${evidence.unit}`) ?? evidence.unit;
  const measured = digits(evidence.measured);
  if (baseline === null) return t("moment.value", { measured, unit });
  return t("moment.usualvalue", { measured, unit, baseline: digits(baseline) });
}

function ReasonLine({ reason, most }: { reason: Reason; most: number }) {
  const share = Math.min(1, Math.abs(reason.log_odds) / most);
  const up = reason.log_odds > 0;
  return (
    <li class={reason.cue === USUAL ? "reason reason--usual" : "reason"}>
      <span class={`swatch group-${groupOf(reason.cue)}`} aria-hidden="true" />
      <span class="reason__text">
        <span lang={reason.evidence ? "en" : undefined}>{reason.text}</span>
        {reason.evidence && <small>{measuredText(reason.evidence)}</small>}
      </span>
      <span class="reason__bar" aria-hidden="true">
        <span
          class={`reason__fill group-${groupOf(reason.cue)} ${up ? "" : "reason__fill--calm"}`}
          style={{ width: `${share * 50}%` }}
        />
      </span>
      <span class="reason__odds">{signed(reason.log_odds)}</span>
    </li>
  );
}

interface MomentProps {
  model: Pick<CallModel, "point" | "points"> & { detail: { evidence: readonly EvidenceOut[] } };
  title?: string;
}

/** The point under the playhead, or of now, explained in a sentence and taken apart. */
export function MomentPanel({ model, title = t("moment.title") }: MomentProps) {
  const point = model.point.value;
  const { evidence } = model.detail;
  const all = useMemo(() => (point ? reasons(point, evidence) : []), [point, evidence]);
  const [before, told, after] = point ? sentence(point, evidence) : [];
  const moving = all.filter((reason) => reason.cue !== USUAL);
  const most = Math.max(0.1, ...moving.map((reason) => Math.abs(reason.log_odds)));
  return (
    <section class="panel card moment" aria-label={title}>
      <header class="panel__head">
        <h2>{title}</h2>
        {point && <span class="panel__aside">{t("moment.at", { time: clock(point.at_s) })}</span>}
      </header>
      {point ? (
        <>
          <div class="moment__score" title={t("moment.score")}>
            <Score value={point.score} />
            <span class="moment__band">{`${number(point.low)}–${number(point.high)}`}</span>
          </div>
          <p class="moment__sentence">
            {before}
            <span lang="en">{told}</span>
            {after}
          </p>
          <ul class="reasons">
            {all.map((reason) => (
              <ReasonLine key={reason.cue} reason={reason} most={most} />
            ))}
          </ul>
          <p class="fine">{t("moment.score")}</p>
        </>
      ) : (
        <p class="quiet">{t(model.points.length ? "moment.none" : "time.unheard")}</p>
      )}
    </section>
  );
}
