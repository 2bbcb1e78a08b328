import type { LiveRow } from "../wire";

/** Worst first, and calmly: a place changes only for a difference that means something. */

const MEANS_SOMETHING = 0.05;
const SEVERITY = { information: 1, watch: 2, act: 3 } as const;
const UNHEARD = -0.5;
const ENDED = -1;

/** The score each row is placed by: it follows the shown one once that has moved enough. */
export type Held = Map<string, number>;

function heldScore(row: LiveRow, held: Held): number {
  if (row.ended !== null) return ENDED;
  if (!row.score) return UNHEARD;
  const before = held.get(row.id);
  const moved = before === undefined || Math.abs(before - row.score.score) >= MEANS_SOMETHING;
  const score = moved ? row.score.score : before;
  held.set(row.id, score);
  return score;
}

function severity(row: LiveRow): number {
  return row.worst_flag && row.ended === null ? SEVERITY[row.worst_flag.severity] : 0;
}

/** Ids by frustration, then by the worst open flag, then longest call first. */
export function worstFirst(rows: readonly LiveRow[], held: Held): string[] {
  const keyed = rows.map((row) => ({ row, score: heldScore(row, held) }));
  for (const id of held.keys()) if (!rows.some((row) => row.id === id)) held.delete(id);
  keyed.sort(
    (a, b) =>
      b.score - a.score ||
      severity(b.row) - severity(a.row) ||
      a.row.call.started_at.localeCompare(b.row.call.started_at) ||
      a.row.id.localeCompare(b.row.id),
  );
  return keyed.map(({ row }) => row.id);
}
