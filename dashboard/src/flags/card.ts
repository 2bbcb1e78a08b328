import type { FlagCard, MoveIn } from "../wire";

/** What the page needs to know of a flag of the ledger. */

export type { FlagCard };
export type FlagState = FlagCard["state"];

export const OUTCOMES = ["helped", "not_needed", "false_alarm", "too_late"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A move that is asked for; what it does not need is left out. */
export type Move = Pick<MoveIn, "to" | "number"> & Partial<MoveIn>;

export const SEVERITIES = ["information", "watch", "act"] as const;
export type Severity = FlagCard["severity"];

/** 0 for none, 3 for act. */
export function gravity(severity: Severity | null | undefined): number {
  return severity ? SEVERITIES.indexOf(severity) + 1 : 0;
}

/** Does it still ask for somebody's attention, now or when its rest is over? */
export function isOpen(flag: FlagCard): boolean {
  return flag.state !== "resolved" && !flag.suppressed;
}

const WAITING: readonly FlagState[] = ["raised", "seen", "escalated"];

/** Has nobody taken it yet, while its call runs? After that it waits for its outcome alone. */
export function isUnclaimed(flag: FlagCard): boolean {
  return isOpen(flag) && flag.call_ended === null && WAITING.includes(flag.state);
}

/** Is its call over, and its outcome not told? Information asks nobody for anything. */
export function wantsOutcome(flag: FlagCard): boolean {
  return isOpen(flag) && flag.call_ended !== null && flag.severity !== "information";
}

/** Open before resolved, gravest first; of equals the one that waits, then the oldest. */
export function byGravity(a: FlagCard, b: FlagCard): number {
  return (
    Number(isOpen(b)) - Number(isOpen(a)) ||
    gravity(b.severity) - gravity(a.severity) ||
    Number(isUnclaimed(b)) - Number(isUnclaimed(a)) ||
    a.raised_at.localeCompare(b.raised_at) ||
    a.id.localeCompare(b.id)
  );
}
