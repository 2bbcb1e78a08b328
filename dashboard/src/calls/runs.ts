/** A stretch of a sparkline without gaps. */
export interface Run {
  from: number;
  scores: number[];
}

/** Cuts a line at its nulls: missing is missing, and is not drawn over. */
export function runs(line: readonly (number | null)[]): Run[] {
  const found: Run[] = [];
  let open: Run | null = null;
  line.forEach((score, index) => {
    if (score === null) {
      open = null;
      return;
    }
    if (!open) {
      open = { from: index, scores: [] };
      found.push(open);
    }
    open.scores.push(score);
  });
  return found;
}
