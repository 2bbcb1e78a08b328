import { batch, computed, type Signal, signal } from "@preact/signals";
import { follow } from "../follow";
import type { Board, BoardChange, LiveRow } from "../wire";
import { type Held, worstFirst } from "./order";

/** The running calls: one signal a row, so that a change draws that row and no other. */

export interface Line {
  row: LiveRow;
  /** When (ms) the row came: from there its clock ticks on. */
  at: number;
}

const lines = new Map<string, Signal<Line>>();
const held: Held = new Map();

/** Ids in the order shown. */
export const order = signal<readonly string[]>([]);
/** Null until the server has told; false where it takes no live calls. */
export const serving = signal<boolean | null>(null);
/** While the reader points at a row or stands in one, no row moves. */
export const frozen = signal(false);
/** A better order waits for the reader. */
export const waiting = signal(false);
const version = signal(0);

export function lineOf(id: string): Signal<Line> | undefined {
  return lines.get(id);
}

export const figures = computed(() => {
  const running = version.value >= 0 ? rows().filter((row) => row.ended === null) : [];
  return {
    calls: running.length,
    flags: running.reduce((sum, row) => sum + row.flags_open, 0),
    worst_lag_s: Math.max(0, ...running.map((row) => row.status.lag_s)),
  };
});

function rows(): LiveRow[] {
  return [...lines.values()].map((line) => line.peek().row);
}

function put(row: LiveRow): void {
  const line = { row, at: Date.now() };
  const known = lines.get(row.id);
  if (known) known.value = line;
  else lines.set(row.id, signal(line));
}

const leaving = new Set<string>();

/** Take the row away now, or when the reader has let go. */
function leave(id: string): void {
  leaving.add(id);
  const line = lines.get(id);
  const row = line?.peek().row;
  if (line && row && row.ended === null) {
    const status = { ...row.status, feed: "ended" as const };
    line.value = { row: { ...row, ended: "", status }, at: Date.now() };
  }
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index]);
}

function arrange(): void {
  version.value += 1;
  if (frozen.peek()) {
    const fresh = [...lines.keys()].filter((id) => !order.peek().includes(id));
    if (fresh.length) order.value = [...order.peek(), ...fresh];
    const present = rows().filter((row) => !leaving.has(row.id));
    waiting.value = !same(order.peek(), worstFirst(present, held));
    return;
  }
  for (const id of leaving) lines.delete(id);
  leaving.clear();
  waiting.value = false;
  const next = worstFirst(rows(), held);
  if (!same(order.peek(), next)) order.value = next;
}

export function freeze(on: boolean): void {
  if (frozen.peek() === on) return;
  batch(() => {
    frozen.value = on;
    arrange();
  });
}

export function takeSnapshot(board: Board): void {
  batch(() => {
    serving.value = board.serving;
    const there = new Set(board.rows.map((row) => row.id));
    for (const row of board.rows) {
      leaving.delete(row.id);
      put(row);
    }
    for (const id of lines.keys()) if (!there.has(id)) leave(id);
    arrange();
  });
}

export function takeChange(change: BoardChange): void {
  batch(() => {
    for (const row of change.rows) put(row);
    for (const id of change.gone) leave(id);
    arrange();
  });
}

/** Follow the board until the returned function is called. */
export function watchBoard(): () => void {
  const stop = follow<Board, BoardChange>("board", null, {
    snapshot: takeSnapshot,
    change: takeChange,
  });
  return () => {
    stop();
    frozen.value = false;
    lines.clear();
    leaving.clear();
    held.clear();
    order.value = [];
    serving.value = null;
  };
}
