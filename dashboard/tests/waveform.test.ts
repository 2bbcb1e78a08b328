import { expect, test } from "vitest";
import { columns, gainOf, outline } from "../src/call/timeline/waveform";

// Two pairs a second: silence, loud, quiet, silence.
const PEAKS = [0, 0, -64, 127, -10, 20, 0, 0];

test("a column has the extremes of its stretch", () => {
  const [first, second] = columns(PEAKS, 2, { from: 0, to: 2 }, 2);
  expect(first).toEqual({ low: -0.5, high: 127 / 128 });
  expect(second).toEqual({ low: -10 / 128, high: 20 / 128 });
});

test("columns narrower than a pair repeat it and leave no gap", () => {
  const all = columns(PEAKS, 2, { from: 0.5, to: 1 }, 4);
  expect(all.every((column) => column.high === 127 / 128)).toBe(true);
});

test("beyond the end is silence", () => {
  expect(columns(PEAKS, 2, { from: 10, to: 11 }, 1)).toEqual([{ low: 0, high: 0 }]);
});

test("a quiet call is drawn larger, a silent one is not blown up", () => {
  expect(gainOf([-13, 13])).toBe(6);
  expect(gainOf([0, 0])).toBe(1);
  expect(gainOf([])).toBe(1);
});

test("the outline is closed and keeps silence visible as a thin line", () => {
  const path = outline([{ low: 0, high: 0 }], 1);
  expect(path).toBe("M0 0.988L0 1.012Z");
});
