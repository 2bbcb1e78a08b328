const LATE_MS = 250;

/** Folds many calls into one: `act` runs before the next paint, or soon where nothing is painted. */
export function eachFrame(act: () => void): () => void {
  let due = false;
  return () => {
    if (due) return;
    due = true;
    const run = () => {
      if (!due) return;
      due = false;
      clearTimeout(late);
      cancelAnimationFrame(frame);
      act();
    };
    const late = setTimeout(run, LATE_MS);
    const frame = requestAnimationFrame(run);
  };
}
