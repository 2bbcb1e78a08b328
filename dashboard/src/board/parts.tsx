import { type Signal, useComputed } from "@preact/signals";
import { ruleText } from "../call/flagged";
import { groupOf } from "../call/timeline/stack";
import { SeverityBadge } from "../components/severity";
import { type FlagCard, isOpen, isUnclaimed } from "../flags/card";
import { flagsOn, told, worstOf } from "../flags/ledger";
import { standText } from "../flags/stand";
import { clock, number, upperFirst } from "../format";
import { cutSince } from "../live";
import { me } from "../session";
import { lookup, t } from "../strings";
import type { LiveRow, ReasonChip } from "../wire";
import type { Line } from "./board";
import { now } from "./tick";

/** What rows, cards and the wall are made of. */

const MOVING: readonly string[] = ["live", "catching_up", "stalled"];

/** Time on the call: what was heard, and the seconds since the row came. */
export function timeOnCall({ row, at }: Line, present: number): number {
  const ticks = row.ended === null && MOVING.includes(row.status.feed);
  return row.status.heard_s + (ticks ? Math.max(0, present - at) / 1000 : 0);
}

export function Clock({ line }: { line: Signal<Line> }) {
  const text = useComputed(() =>
    clock(timeOnCall(line.value, cutSince.value === null ? now.value : line.value.at)),
  );
  return (
    <span class="liverow__clock" title={t("board.time")}>
      <span class="hidden">{t("board.time")} </span>
      {text}
    </span>
  );
}

/** “Has said it before: “…”” → “Has said it before”: the words themselves stand above. */
export function shortNote(note: string): string {
  return upperFirst(note.split(": “", 1)[0] ?? note).replace(/[.\s]+$/, "");
}

export function Chips({ reasons }: { reasons: readonly ReasonChip[] }) {
  if (reasons.length === 0) return null;
  return (
    <ul class="chips" aria-label={t("board.reasons")}>
      {reasons.map((reason) => (
        <li key={reason.cue} class="chip">
          <span class={`swatch group-${groupOf(reason.cue)}`} aria-hidden="true" />
          <span class="chip__text" lang="en" title={reason.note}>
            {shortNote(reason.note)}
          </span>
          {reason.log_odds < 0 && (
            <span class="chip__calm" title={t("time.calms")}>
              <span aria-hidden="true">↓</span>
              <span class="hidden">{t("time.calms")}</span>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

export function LastWords({ row }: { row: LiveRow }) {
  const words = row.last_words;
  if (!words) return <p class="liverow__words quiet">{t("board.words.none")}</p>;
  return (
    <p class="liverow__words" lang={row.call.language ?? undefined}>
      {"“"}
      {words.text}
      {words.text && words.unsure && " "}
      {words.unsure && <span class="unsure">{words.unsure}</span>}
      {"”"}
    </p>
  );
}

export function sparkText(row: LiveRow): string {
  const heard = row.sparkline.filter((score): score is number => score !== null);
  if (!row.score || heard.length === 0) return t("now.unheard");
  return t("board.spark", {
    score: number(row.score.score),
    peak: number(Math.max(...heard)),
    trend: t(`now.${row.score.trend}`),
  });
}

function LedgerBadge({ flag, more }: { flag: FlagCard; more: number }) {
  const mine = flag.owner !== null && flag.owner.id === me.value?.id;
  return (
    <span class={`flagmark ${mine ? "flagmark--mine" : ""}`} title={flag.reason}>
      <SeverityBadge
        severity={flag.severity}
        text={`${ruleText(flag.rule)}${more > 0 ? ` +${more}` : ""}`}
      />
      <span class={`flagmark__state flagmark__state--${flag.state}`}>{standText(flag)}</span>
    </span>
  );
}

/** The gravest open flag: what the ledger says, without one what the call itself told. */
export function FlagBadge({ row }: { row: LiveRow }) {
  const flags = flagsOn(row.id).value;
  const worst = worstOf(flags) ?? (told.value ? null : row.flag);
  if (worst)
    return <LedgerBadge flag={worst} more={(flags.filter(isOpen).length || row.flags_open) - 1} />;
  if (told.value || !row.worst_flag || row.ended !== null) return null;
  const more = row.flags_open > 1 ? ` +${row.flags_open - 1}` : "";
  return (
    <span class="flagmark" title={row.worst_flag.reason}>
      <SeverityBadge
        severity={row.worst_flag.severity}
        text={`${ruleText(row.worst_flag.rule)}${more}`}
      />
    </span>
  );
}

export function endText(reason: string): string {
  return lookup(`end.${reason}`) ?? reason;
}

export function nameOf(row: Pick<LiveRow, "call">): string {
  return row.call.agent_id || t("board.unnamed");
}

export function aboutText({ call }: Pick<LiveRow, "call">): string {
  return [call.queue, call.customer_id, call.team].filter(Boolean).join(" · ");
}

/** Does a grave flag of this call wait for somebody? */
export function needs(row: LiveRow): boolean {
  const worst = worstOf(flagsOn(row.id).value);
  return worst !== null && worst.severity === "act" && isUnclaimed(worst);
}
