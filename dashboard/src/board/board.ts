import { batch, computed, effect, type Signal, signal, untracked } from "@preact/signals";
import { type FlagCard, gravity, isOpen } from "../flags/card";
import { flagsOn, forget, openFlags, told, worstOf } from "../flags/ledger";
import { follow } from "../follow";
import { eachFrame } from "../frame";
import { me } from "../session";
import type { Board, BoardChange, LiveRow } from "../wire";
import { arranged, type Held } from "./order";
import { pins } from "./pins";
import { type View, view } from "./view";

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

/** How many calls there are, shown or not. */
export const total = computed(() => (version.value >= 0 ? lines.size : 0));

export const figures = computed(() => {
  const running = version.value >= 0 ? rows().filter((row) => row.ended === null) : [];
  return {
    calls: running.length,
    flags: running.reduce((sum, row) => sum + row.flags_open, 0),
    worst_lag_s: running.reduce((most, row) => Math.max(most, row.status.lag_s), 0),
  };
});

function names(of: (row: LiveRow) => string | null): string[] {
  const all = version.value >= 0 ? new Set(rows().map(of)) : [];
  return [...all].filter((name) => name !== null).sort();
}

/** The teams and queues there are to choose from; the same object while they are the same. */
let chosen = { teams: [] as string[], queues: [] as string[] };
export const choices = computed(() => {
  const found = { teams: names((row) => row.call.team), queues: names((row) => row.call.queue) };
  const kept = same(found.teams, chosen.teams) && same(found.queues, chosen.queues);
  if (!kept) chosen = found;
  return chosen;
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

/** How grave the gravest open flag is; what the call told counts where there is no ledger. */
function gravityOf(row: LiveRow): number {
  if (!told.peek()) return gravity(row.worst_flag?.severity);
  return gravity(worstOf(flagsOn(row.id).peek())?.severity);
}

const inMyHands = (flag: FlagCard) => isOpen(flag) && flag.owner?.id === me.peek()?.id;

function wanted(row: LiveRow, { team, queue, severity, mine }: View): boolean {
  if (team && row.call.team !== team) return false;
  if (queue && row.call.queue !== queue) return false;
  if (severity && gravityOf(row) < gravity(severity)) return false;
  return !mine || (me.peek() !== null && flagsOn(row.id).peek().some(inMyHands));
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

function wishedFor(): string[] {
  const shown = view.peek();
  const present = rows().filter((row) => !leaving.has(row.id) && wanted(row, shown));
  return arranged(present, held, {
    sort: shown.sort,
    pinned: pins.peek(),
    gravity: gravityOf,
  });
}

function arrange(): void {
  version.value += 1;
  if (!frozen.peek()) {
    for (const id of leaving) {
      lines.delete(id);
      forget(id);
    }
    leaving.clear();
  }
  const next = wishedFor();
  if (frozen.peek()) appendNew(next);
  else if (!same(order.peek(), next)) order.value = next;
  waiting.value = !same(order.peek(), next);
}

/** What is new stands at the end until the reader lets go. */
function appendNew(next: readonly string[]): void {
  const there = new Set(order.peek());
  const fresh = next.filter((id) => !there.has(id));
  if (fresh.length) order.value = [...order.peek(), ...fresh];
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

type News = Pick<BoardChange, "rows" | "gone">;

export function takeChange(change: News): void {
  batch(() => {
    for (const row of change.rows) put(row);
    for (const id of change.gone) leave(id);
    arrange();
  });
}

const arrived = new Map<string, LiveRow>();
const departed = new Set<string>();

const takeWhatCame = eachFrame(() => {
  const change = { rows: [...arrived.values()], gone: [...departed] };
  arrived.clear();
  departed.clear();
  if (change.rows.length || change.gone.length) takeChange(change);
});

/** Many changes may come between two pictures: of each row the last one counts. */
function hear(change: News): void {
  for (const row of change.rows) {
    arrived.set(row.id, row);
    departed.delete(row.id);
  }
  for (const id of change.gone) {
    arrived.delete(id);
    departed.add(id);
  }
  takeWhatCame();
}

/** Another view, a pin or a flag may ask for another order. */
export function keepArranged(): () => void {
  return effect(() => {
    void [view.value, pins.value, openFlags.value, told.value, me.value];
    untracked(() => batch(arrange));
  });
}

function startOver(): void {
  arrived.clear();
  departed.clear();
}

/** Follow the board until the returned function is called. */
export function watchBoard(): () => void {
  const stop = follow<Board, BoardChange>("board", null, {
    snapshot: (board) => {
      startOver();
      takeSnapshot(board);
    },
    change: hear,
  });
  const settle = keepArranged();
  return () => {
    stop();
    settle();
    startOver();
    frozen.value = false;
    lines.clear();
    leaving.clear();
    held.clear();
    order.value = [];
    serving.value = null;
  };
}
