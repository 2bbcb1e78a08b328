import { type Signal, useComputed } from "@preact/signals";
import { ruleText } from "../call/flagged";
import { groupOf } from "../call/timeline/stack";
import { SeverityBadge } from "../components/severity";
import { Spark } from "../components/sparkline";
import { clock, number, upperFirst } from "../format";
import { levelOf } from "../level";
import { cutSince } from "../live";
import { liveHref } from "../router";
import { lookup, t } from "../strings";
import type { LiveRow, ReasonChip } from "../wire";
import { type Line, lineOf } from "./board";
import { Meter } from "./meter";
import { FeedMark, HoldMark, Lag, StepNote } from "./status";
import { now } from "./tick";

const MOVING: readonly string[] = ["live", "catching_up", "stalled"];

/** Time on the call: what was heard, and the seconds since the row came. */
export function timeOnCall({ row, at }: Line, present: number): number {
  const ticks = row.ended === null && MOVING.includes(row.status.feed);
  return row.status.heard_s + (ticks ? Math.max(0, present - at) / 1000 : 0);
}

function Clock({ line }: { line: Signal<Line> }) {
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

function Chips({ reasons }: { reasons: readonly ReasonChip[] }) {
  if (reasons.length === 0) return null;
  return (
    <ul class="chips" aria-label={t("board.reasons")}>
      {reasons.map((reason) => (
        <li key={reason.cue} class="chip" title={reason.note}>
          <span class={`swatch group-${groupOf(reason.cue)}`} aria-hidden="true" />
          <span class="chip__text" lang="en">
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

function LastWords({ row }: { row: LiveRow }) {
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

function sparkText(row: LiveRow): string {
  const heard = row.sparkline.filter((score): score is number => score !== null);
  if (!row.score || heard.length === 0) return t("now.unheard");
  return t("board.spark", {
    score: number(row.score.score),
    peak: number(Math.max(...heard)),
    trend: t(`now.${row.score.trend}`),
  });
}

function FlagBadge({ row }: { row: LiveRow }) {
  if (!row.worst_flag || row.ended !== null) return null;
  const more = row.flags_open > 1 ? ` +${row.flags_open - 1}` : "";
  return (
    <span title={row.worst_flag.reason}>
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

function Side({ row, line }: { row: LiveRow; line: Signal<Line> }) {
  return (
    <div class="liverow__side">
      <span class="liverow__time">
        <Clock line={line} />
        <HoldMark status={row.status} />
      </span>
      <span class="liverow__feed">
        <FeedMark status={row.status} />
        {row.ended ? <span class="lag">{endText(row.ended)}</span> : <Lag status={row.status} />}
      </span>
      <StepNote status={row.status} />
    </div>
  );
}

export function nameOf(row: Pick<LiveRow, "call">): string {
  return row.call.agent_id || t("board.unnamed");
}

/** One running call. The whole row is the link's target area (its ::after covers the row). */
export function Row({ id }: { id: string }) {
  const line = lineOf(id);
  if (!line) return null;
  const { row } = line.value;
  const level = row.score && row.ended === null ? `level-${levelOf(row.score.score)}` : "";
  const over = row.ended !== null ? "liverow--ended" : "";
  const about = [row.call.queue, row.call.customer_id].filter(Boolean).join(" · ");
  return (
    <li class={`liverow card ${level} ${over}`} data-call={id}>
      <Meter score={row.score} />
      <div class="liverow__main">
        <p class="liverow__who">
          <a
            class="liverow__link"
            href={liveHref(id)}
            aria-label={t("board.open.call", { agent: nameOf(row) })}
          >
            {nameOf(row)}
          </a>
          <span class="liverow__about">{about}</span>
          <FlagBadge row={row} />
        </p>
        <LastWords row={row} />
        <Chips reasons={row.reasons} />
      </div>
      <div class="liverow__spark">
        <Spark scores={row.sparkline} label={sparkText(row)} />
        <span class="liverow__axis" aria-hidden="true">
          <span>{`−${t("board.spark.axis")}`}</span>
          <span>0</span>
        </span>
      </div>
      <Side row={row} line={line} />
    </li>
  );
}
