import type { LiveRow } from "../wire";

/** Who comes first, calmly: a place changes only for a difference that means something. */

export const SORTS = ["worst", "flag", "longest", "newest", "agent"] as const;
export type Sort = (typeof SORTS)[number];

const MEANS_SOMETHING = 0.05;
const UNHEARD = -0.5;
const ENDED = -1;

/** The score each row is placed by: it follows the shown one once that has moved enough. */
export type Held = Map<string, number>;

/** What decides the order besides the rows themselves. */
export interface Wish {
  sort: Sort;
  /** These stand before all others. */
  pinned: ReadonlySet<string>;
  /** How grave its gravest open flag is, 0 for none. */
  gravity(row: LiveRow): number;
}

interface Keyed {
  row: LiveRow;
  score: number;
  gravity: number;
  pinned: boolean;
}

type Compare = (a: Keyed, b: Keyed) => number;

function heldScore(row: LiveRow, held: Held): number {
  if (row.ended !== null) return ENDED;
  if (!row.score) return UNHEARD;
  const before = held.get(row.id);
  const moved = before === undefined || Math.abs(before - row.score.score) >= MEANS_SOMETHING;
  const score = moved ? row.score.score : before;
  held.set(row.id, score);
  return score;
}

const byScore: Compare = (a, b) => b.score - a.score;
const byFlag: Compare = (a, b) => b.gravity - a.gravity;
const byAge: Compare = (a, b) => byText(a.row.call.started_at, b.row.call.started_at);
const byAgent: Compare = (a, b) => byText(nameKey(a.row), nameKey(b.row));
const byEnd: Compare = (a, b) => Number(a.row.ended !== null) - Number(b.row.ended !== null);
const byPin: Compare = (a, b) => Number(b.pinned) - Number(a.pinned);
const byId: Compare = (a, b) => byText(a.row.id, b.row.id);

/** By code, not by the alphabet of a language: that costs a hundred times as much. */
function byText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function nameKey(row: LiveRow): string {
  return row.call.agent_id?.toLowerCase() ?? "\uffff";
}

const KEYS: Record<Sort, readonly Compare[]> = {
  worst: [byScore, byFlag, byAge],
  flag: [byFlag, byScore, byAge],
  longest: [byAge],
  newest: [(a, b) => byAge(b, a)],
  agent: [byAgent, byAge],
};

/** Ids in the order wished for; pinned calls first, ended ones last. */
export function arranged(rows: readonly LiveRow[], held: Held, wish: Wish): string[] {
  const there = new Set(rows.map((row) => row.id));
  for (const id of held.keys()) if (!there.has(id)) held.delete(id);
  const keyed = rows.map((row) => ({
    row,
    score: heldScore(row, held),
    gravity: row.ended === null ? wish.gravity(row) : 0,
    pinned: wish.pinned.has(row.id),
  }));
  const keys = [byPin, byEnd, ...KEYS[wish.sort], byId];
  const compare: Compare = (a, b) => {
    for (const key of keys) {
      const found = key(a, b);
      if (found) return found;
    }
    return 0;
  };
  return keyed.sort(compare).map(({ row }) => row.id);
}
