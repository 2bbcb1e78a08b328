import { signal } from "@preact/signals";
import { api, problemOf } from "../api";
import type { Problem } from "../wire";
import type { FlagCard, FlagState, Move } from "./card";
import { cardOf, takeCard } from "./ledger";

/** What a person does about a flag, and what came of it. */

export interface Deed {
  /** The flag as it is now; as it was, where the move was refused. */
  flag: FlagCard;
  /** What was wished for; null for taking a move back. */
  to: FlagState | null;
  /** Why it was not done; null: it was. */
  problem: Problem | null;
}

const TOLD_MS = 10_000;

/** What was done last, for a while. */
export const deed = signal<Deed | null>(null);
/** Flags whose move is on its way. */
export const moving = signal<ReadonlySet<string>>(new Set());

let timer: ReturnType<typeof setTimeout> | undefined;

export function tellDeed(told: Deed | null): void {
  clearTimeout(timer);
  deed.value = told;
  if (told) timer = setTimeout(() => tellDeed(null), TOLD_MS);
}

const last = new Map<string, Promise<void>>();

/** One's moves of a flag go one after the other, each on what the one before it made of the flag. */
function inTurn(flag: FlagCard, act: (now: FlagCard) => Promise<void>): Promise<void> {
  const before = last.get(flag.id);
  const done = before ? before.then(() => act(cardOf(flag.id) ?? flag)) : act(flag);
  last.set(flag.id, done);
  moving.value = new Set(last.keys());
  return done.finally(() => {
    if (last.get(flag.id) === done) last.delete(flag.id);
    moving.value = new Set(last.keys());
  });
}

async function ask(flag: FlagCard, to: FlagState | null, send: () => Promise<FlagCard>) {
  try {
    const moved = await send();
    takeCard(moved);
    tellDeed({ flag: moved, to, problem: null });
  } catch (error) {
    const problem = problemOf(error);
    if (problem) tellDeed({ flag, to, problem });
  }
}

/** Move a flag as one sees it; who moved it meanwhile is told in the server's words. */
export function move(flag: FlagCard, wish: Omit<Move, "number">): Promise<void> {
  return inTurn(flag, async (now) => {
    if (now !== flag && !now.next.includes(wish.to)) return; // it is so already: a second click
    await ask(now, wish.to, () => api.moveFlag(now.id, { ...wish, number: now.number }));
  });
}

export function undo(flag: FlagCard): Promise<void> {
  return inTurn(flag, (now) => ask(now, null, () => api.undoFlag(now.id, now.number)));
}

const looked = new Set<string>();

/** Opening a call is seeing its flags; that is told once, without a word, and needs no answer. */
export function seen(flags: readonly FlagCard[]): void {
  for (const { id, number, state } of flags) {
    const once = `${id} ${number}`;
    if (state !== "raised" || looked.has(once)) continue;
    looked.add(once);
    api.moveFlag(id, { to: "seen", number }).then(takeCard, () => undefined);
  }
}

export function snoozedUntil(minutes: number, now = Date.now()): string {
  return new Date(now + minutes * 60_000).toISOString();
}
