import { lineOf } from "../board/board";
import { Meter } from "../board/meter";
import {
  aboutText,
  Chips,
  Clock,
  endText,
  FlagBadge,
  LastWords,
  nameOf,
  needs,
  sparkText,
} from "../board/parts";
import { FeedMark, HoldMark, Lag, StepNote } from "../board/status";
import { besideHref } from "../board/view";
import { Spark } from "../components/sparkline";
import { levelOf } from "../level";
import { t } from "../strings";

/** A running call to be read from across the room. */
export function WallCard({ id }: { id: string }) {
  const line = lineOf(id);
  if (!line) return null;
  const { row } = line.value;
  const level = row.score && row.ended === null ? `level-${levelOf(row.score.score)}` : "";
  const over = row.ended !== null ? "wallcard--ended" : "";
  return (
    <li class={`wallcard card ${level} ${over} ${needs(row) ? "wallcard--needs" : ""}`}>
      <p class="wallcard__who">
        <a href={besideHref(id)} aria-label={t("board.open.call", { agent: nameOf(row) })}>
          {nameOf(row)}
        </a>
        <Clock line={line} />
      </p>
      <p class="wallcard__about">{aboutText(row)}</p>
      <div class="wallcard__now">
        <Meter score={row.score} />
        <Spark scores={row.sparkline} label={sparkText(row)} />
      </div>
      <FlagBadge row={row} />
      <LastWords row={row} />
      <Chips reasons={row.reasons} />
      <StepNote status={row.status} />
      <p class="wallcard__feed">
        <FeedMark status={row.status} />
        {row.ended ? <span class="lag">{endText(row.ended)}</span> : <Lag status={row.status} />}
        <HoldMark status={row.status} />
      </p>
    </li>
  );
}
