import type { FrustrationOut, UtteranceOut } from "../../wire";

/** What each witness added to a point's log-odds, stacked: up raises, down calms. */

export const GROUPS = ["voice", "prosody", "wording", "interaction", "before"] as const;
export type Group = (typeof GROUPS)[number];

/** `voice.anger` → voice; what the filter carries over is "before". */
export function groupOf(cue: string): Group {
  const witness = cue.split(".", 1)[0];
  return GROUPS.find((group) => group === witness) ?? "before";
}

/** The prior: the same for every call and moment, so it moves nothing and is not drawn. */
export const USUAL = "usual";

export function sums(contributions: Record<string, number>): Record<Group, number> {
  const totals = { voice: 0, prosody: 0, wording: 0, interaction: 0, before: 0 };
  for (const [cue, value] of Object.entries(contributions)) {
    if (cue !== USUAL) totals[groupOf(cue)] += value;
  }
  return totals;
}

export interface Piece {
  group: Group;
  /** Log-odds from … to, away from zero. */
  from: number;
  to: number;
}

export interface Column {
  point: FrustrationOut;
  start_s: number;
  end_s: number;
  pieces: Piece[];
}

/** Pieces in the order of GROUPS, what came before nearest to zero. */
export function pieces(contributions: Record<string, number>): Piece[] {
  const totals = sums(contributions);
  const ends = { up: 0, down: 0 };
  return GROUPS.toReversed().flatMap((group) => {
    const value = totals[group];
    if (Math.abs(value) < 0.005) return [];
    const side = value > 0 ? "up" : "down";
    const from = ends[side];
    ends[side] += value;
    return [{ group, from, to: ends[side] }];
  });
}

/** One column for each point, as wide as the utterance that moved it. */
export function columns(
  points: readonly FrustrationOut[],
  utterances: ReadonlyMap<string, UtteranceOut>,
): Column[] {
  return points.map((point) => {
    const spoken = utterances.get(point.utterance_id);
    return {
      point,
      start_s: spoken?.start_s ?? point.at_s - 1,
      end_s: Math.max(spoken?.end_s ?? point.at_s, (spoken?.start_s ?? point.at_s) + 0.5),
      pieces: pieces(point.contributions),
    };
  });
}

/** The largest height either way, so that both sides of zero share one measure. */
export function extent(all: readonly Column[]): { up: number; down: number } {
  const tops = all.flatMap((column) => column.pieces.map((piece) => piece.to));
  return { up: Math.max(1, ...tops), down: Math.max(1, ...tops.map((top) => -top)) };
}
