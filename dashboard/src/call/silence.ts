import type { UtteranceOut } from "../wire";

/** Where nobody speaks, so that the player can pass over it. */

export interface Gap {
  from: number;
  to: number;
}

const LEAST_S = 1.2;
const LEAD_S = 0.25;

/** Gaps of all sides together, less a little lead before the next words. */
export function gaps(utterances: readonly UtteranceOut[], duration: number): Gap[] {
  const spoken = [...utterances].sort((a, b) => a.start_s - b.start_s);
  const found: Gap[] = [];
  let heard = 0;
  for (const { start_s, end_s } of [...spoken, { start_s: duration, end_s: duration }]) {
    if (start_s - heard >= LEAST_S) found.push({ from: heard + LEAD_S, to: start_s - LEAD_S });
    heard = Math.max(heard, end_s);
  }
  return found;
}

/** Where to go on when `seconds` lies in a gap; null where somebody speaks. */
export function jump(all: readonly Gap[], seconds: number): number | null {
  return all.find((gap) => seconds >= gap.from && seconds < gap.to - 0.05)?.to ?? null;
}
