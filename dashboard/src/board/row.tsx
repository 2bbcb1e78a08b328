import type { Signal } from "@preact/signals";
import { Icon } from "../components/icon";
import { Spark } from "../components/sparkline";
import { levelOf } from "../level";
import { t } from "../strings";
import type { LiveRow } from "../wire";
import { type Line, lineOf } from "./board";
import { Meter } from "./meter";
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
} from "./parts";
import { pins, togglePin } from "./pins";
import { FeedMark, HoldMark, Lag, StepNote } from "./status";
import { besideHref, opened } from "./view";

function Side({ row, line }: { row: LiveRow; line: Signal<Line> }) {
  return (
    <div class="liverow__side">
      <span class="liverow__time">
        <HoldMark status={row.status} />
        <Clock line={line} />
      </span>
      <span class="liverow__feed">
        <FeedMark status={row.status} />
        {row.ended ? <span class="lag">{endText(row.ended)}</span> : <Lag status={row.status} />}
      </span>
      <StepNote status={row.status} />
    </div>
  );
}

function Pin({ id, agent }: { id: string; agent: string }) {
  const on = pins.value.has(id);
  const text = t("board.pin.call", { agent });
  return (
    <button
      type="button"
      class="tool tool--small liverow__pin"
      aria-pressed={on}
      aria-label={text}
      title={`${text} (p)`}
      onClick={() => togglePin(id)}
    >
      <Icon name={on ? "pinned" : "pin"} />
    </button>
  );
}

/** Where a row stands: its number in the order, and its place in the list. */
export interface Place {
  index: number;
  count: number;
  style: string;
}

interface Props extends Place {
  id: string;
}

function classOf(row: LiveRow): string {
  const level = row.score && row.ended === null ? `level-${levelOf(row.score.score)}` : "";
  const over = row.ended !== null ? "liverow--ended" : "";
  const open = opened.value === row.id ? "liverow--open" : "";
  return `liverow card ${level} ${over} ${needs(row) ? "liverow--needs" : ""} ${open}`;
}

/** One running call. The whole row is the link's target area (its ::after covers the row). */
export function Row({ id, index, count, style }: Props) {
  const line = lineOf(id);
  if (!line) return null;
  const { row } = line.value;
  return (
    <li
      class={classOf(row)}
      data-call={id}
      style={style}
      aria-posinset={index + 1}
      aria-setsize={count}
    >
      <div class="liverow__now">
        <Meter score={row.score} />
      </div>
      <div class="liverow__main">
        <p class="liverow__who">
          <a
            class="liverow__link"
            href={besideHref(id)}
            aria-current={opened.value === id ? "true" : undefined}
            aria-label={t("board.open.call", { agent: nameOf(row) })}
          >
            {nameOf(row)}
          </a>
          <span class="liverow__about">{aboutText(row)}</span>
        </p>
        <FlagBadge row={row} />
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
      <Pin id={id} agent={nameOf(row)} />
    </li>
  );
}
