import { me } from "../session";
import { move, snoozedUntil } from "./act";
import type { FlagCard, Outcome } from "./card";
import { type Act, actsOn, currentOf, question, toShow } from "./choice";
import { flagsOn } from "./ledger";

/** From a button or a key to a move. */

export const SNOOZES_MIN = [5, 15, 30, 60] as const;

/** Do it at once, or ask what it needs to know; false where the flag does not allow it. */
export function start(act: Act, flag: FlagCard): boolean {
  if (!actsOn(flag).includes(act)) return false;
  if (act === "resolved" || act === "snoozed") question.value = { flag: flag.id, about: act };
  else if (act === "back") void move(flag, { to: "acknowledged" });
  else if (act === "reopened") void move(flag, { to: "raised" });
  else void move(flag, { to: act });
  return true;
}

/** Who wrote to the agent has stepped in: the flag they hold says so, without another key. */
export function steppedIn(callId: string): void {
  const flag = currentOf(toShow(flagsOn(callId).peek()));
  const mine = flag && (flag.owner ?? flag.by).id === me.peek()?.id;
  if (flag && mine && actsOn(flag).includes("acted")) void move(flag, { to: "acted" });
}

export function resolve(flag: FlagCard, outcome: Outcome, why: string): void {
  question.value = null;
  void move(flag, { to: "resolved", outcome, why });
}

export function snooze(flag: FlagCard, minutes: number): void {
  question.value = null;
  void move(flag, { to: "snoozed", until: snoozedUntil(minutes) });
}
