import type { View } from "./scale";

/** Peaks (min, max, min, max … in −128…127, `rate` pairs a second) → the outline of a waveform. */

export interface Column {
  low: number;
  high: number;
}

/** `count` columns of the view; each has the extremes of its stretch, −1…1. */
export function columns(
  peaks: readonly number[],
  rate: number,
  view: View,
  count: number,
): Column[] {
  const width = (view.to - view.from) / count;
  return Array.from({ length: count }, (_, index) => {
    const first = Math.floor((view.from + index * width) * rate);
    const last = Math.max(first + 1, Math.ceil((view.from + (index + 1) * width) * rate));
    return extremes(peaks, first, last);
  });
}

function extremes(peaks: readonly number[], first: number, last: number): Column {
  let low = 0;
  let high = 0;
  for (let pair = Math.max(0, first); pair < last; pair += 1) {
    low = Math.min(low, peaks[pair * 2] ?? 0);
    high = Math.max(high, peaks[pair * 2 + 1] ?? 0);
  }
  return { low: low / 128, high: high / 128 };
}

/** What makes the loudest stretch of the call fill the lane, within reason. */
export function gainOf(peaks: readonly number[]): number {
  const loudest = peaks.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 128;
  return loudest > 0 ? Math.min(6, 0.95 / loudest) : 1;
}

/** An SVG path in a box of `count` × 2 with zero in the middle. */
export function outline(all: readonly Column[], gain: number): string {
  const y = (value: number) => (1 - Math.max(-1, Math.min(1, value * gain))).toFixed(3);
  const top = all.map((column, index) => `${index} ${y(Math.max(column.high, 0.012 / gain))}`);
  const bottom = all.map((column, index) => `${index} ${y(Math.min(column.low, -0.012 / gain))}`);
  return all.length ? `M${top.join("L")}L${bottom.toReversed().join("L")}Z` : "";
}
