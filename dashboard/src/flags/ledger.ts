import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { follow } from "../follow";
import type { BudgetOut, FlagCard, Flags, FlagsChange } from "../wire";
import { byGravity, isOpen, wantsOutcome } from "./card";

/** The flags one may see: one signal a call, so that a change draws that call and no other. */

const cards = new Map<string, FlagCard>();
const byCall = new Map<string, Signal<readonly FlagCard[]>>();
const version = signal(0);

/** False until the ledger has told; without it the board shows what the call itself told. */
export const told = signal(false);
export const budget = signal<BudgetOut | null>(null);

/** Every open flag, the gravest first. */
export const openFlags: ReadonlySignal<readonly FlagCard[]> = computed(() =>
  version.value >= 0 ? [...cards.values()].filter(isOpen).sort(byGravity) : [],
);

/** Those of calls that run. */
export const openNow: ReadonlySignal<readonly FlagCard[]> = computed(() =>
  openFlags.value.filter((flag) => flag.call_ended === null),
);

/** Those of calls that are over: nobody is alerted any more, but their outcome is not told. */
export const afterCall: ReadonlySignal<readonly FlagCard[]> = computed(() =>
  openFlags.value.filter(wantsOutcome),
);

function signalOf(callId: string): Signal<readonly FlagCard[]> {
  const known = byCall.get(callId);
  if (known) return known;
  const made = signal<readonly FlagCard[]>([]);
  byCall.set(callId, made);
  return made;
}

/** The flags of one call, the gravest open one first; resolved ones stay for some minutes. */
export function flagsOn(callId: string): ReadonlySignal<readonly FlagCard[]> {
  return signalOf(callId);
}

/** The newest card of a flag, where it is known. */
export function cardOf(id: string): FlagCard | undefined {
  return cards.get(id);
}

/** The gravest open flag of one call; null where none is open. */
export function worstOf(flags: readonly FlagCard[]): FlagCard | null {
  return flags[0] && isOpen(flags[0]) ? flags[0] : null;
}

function redraw(callIds: Iterable<string>): void {
  const touched = new Set(callIds);
  const found = new Map<string, FlagCard[]>([...touched].map((id) => [id, []]));
  for (const card of cards.values()) found.get(card.call_id)?.push(card);
  for (const [id, flags] of found) signalOf(id).value = flags.sort(byGravity);
  version.value += 1;
}

/** Who wants to know of flags that ask for somebody: new, escalated, or back from a rest; `late`:
 * they became so while the page was cut off.
 */
type Listener = (fresh: readonly FlagCard[], late: boolean) => void;
const listeners = new Set<Listener>();

export function onFresh(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function isNews(flag: FlagCard): boolean {
  const before = cards.get(flag.id);
  if (!isOpen(flag)) return false;
  if (!before || before.suppressed) return true;
  return before.state !== flag.state && (flag.state === "escalated" || flag.state === "raised");
}

/** Take one flag in; an answer that an event has overtaken changes nothing. */
function put(flag: FlagCard): void {
  const known = cards.get(flag.id);
  if (!known || known.number <= flag.number) cards.set(flag.id, flag);
}

export function takeFlags(snapshot: Flags): void {
  const first = !told.peek();
  const fresh = snapshot.flags.filter(isNews);
  const touched = [...cards.values(), ...snapshot.flags].map((flag) => flag.call_id);
  batch(() => {
    cards.clear();
    for (const flag of snapshot.flags) cards.set(flag.id, flag);
    redraw(touched);
    told.value = snapshot.serving;
    budget.value = snapshot.budget;
  });
  if (!first) tell(fresh, true); // what stood there when the page was opened is no news
}

export function takeFlagChange(change: Omit<FlagsChange, "number">): void {
  const fresh = change.flags.filter(isNews);
  const lost = change.gone.flatMap((id) => cards.get(id)?.call_id ?? []);
  for (const flag of change.flags) put(flag);
  for (const id of change.gone) cards.delete(id);
  batch(() => {
    redraw([...change.flags.map((flag) => flag.call_id), ...lost]);
    if (change.budget) budget.value = change.budget;
  });
  tell(fresh);
}

/** Take in the server's answer to one's own move, which may come before its event. */
export function takeCard(flag: FlagCard): void {
  takeFlagChange({ flags: [flag], gone: [], budget: null });
}

function tell(fresh: readonly FlagCard[], late = false): void {
  if (fresh.length) for (const listener of listeners) listener(fresh, late);
}

/** Let go of what is remembered for a call that is over. */
export function forget(callId: string): void {
  if (!signalOf(callId).peek().length) byCall.delete(callId);
}

export function clearFlags(): void {
  const calls = [...byCall.keys()];
  cards.clear();
  batch(() => {
    redraw(calls);
    told.value = false;
    budget.value = null;
  });
}

/** Follow the ledger until the returned function is called. */
export function watchFlags(): () => void {
  const stop = follow<Flags, FlagsChange>("flags", null, {
    snapshot: takeFlags,
    change: takeFlagChange,
  });
  return () => {
    stop();
    clearFlags();
  };
}
