import { signal } from "@preact/signals";
import { me } from "../session";
import { type FlagCard, isOpen } from "./card";

/** Which flag the buttons and keys act on, and what they may do with it. */

/** The flag the reader picked among several of a call; else the gravest. */
export const picked = signal<string | null>(null);

/** A question that an act asks back: with which outcome, for how long. */
export interface Question {
  flag: string;
  about: "resolved" | "snoozed";
}
export const question = signal<Question | null>(null);

export function currentOf(flags: readonly FlagCard[]): FlagCard | null {
  return flags.find((flag) => flag.id === picked.value) ?? flags[0] ?? null;
}

export const ACTS = [
  "acknowledged",
  "claimed",
  "back",
  "acted",
  "snoozed",
  "escalated",
  "resolved",
  "reopened",
] as const;
export type Act = (typeof ACTS)[number];

export const KEY_OF: Record<Act, string> = {
  acknowledged: "a",
  claimed: "c",
  back: "c",
  acted: "d",
  snoozed: "z",
  escalated: "e",
  resolved: "r",
  reopened: "o",
};

const isMine = ({ owner }: FlagCard) => owner !== null && owner.id === me.value?.id;

/** What the reader may do with a flag, in the order of the buttons. */
export function actsOn(flag: FlagCard): Act[] {
  const can = new Set(flag.next);
  const given = flag.state === "claimed";
  const runs = flag.call_ended === null; // after it there is nothing to press anybody for
  const may: Record<Act, boolean> = {
    acknowledged: can.has("acknowledged") && !given && runs,
    claimed: can.has("claimed") && !given,
    back: can.has("acknowledged") && given && isMine(flag),
    acted: can.has("acted") && (!given || isMine(flag)) && runs,
    snoozed: can.has("snoozed") && runs,
    escalated: can.has("escalated") && runs,
    resolved: can.has("resolved") && (!given || isMine(flag) || !runs),
    reopened: can.has("raised"),
  };
  return ACTS.filter((act) => may[act]);
}

/** May the reader take the last move of this flag back? */
export function undoable(flag: FlagCard, now: number): boolean {
  const { by, undo_until } = flag;
  return by.id === me.value?.id && undo_until !== null && Date.parse(undo_until) > now;
}

/** What of several flags is worth a line: the open ones; where none is, the newest resolved. */
export function toShow(flags: readonly FlagCard[]): readonly FlagCard[] {
  const open = flags.filter(isOpen);
  return open.length ? open : flags.slice(0, 1);
}
