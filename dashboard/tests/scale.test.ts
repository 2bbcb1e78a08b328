import { describe, expect, test } from "vitest";
import { reveal, scaleOf, spread, ticks, zoom } from "../src/call/timeline/scale";

test("seconds and places are each other's inverse", () => {
  const { x, at } = scaleOf({ from: 30, to: 90 });
  expect([x(30), x(60), x(90)]).toEqual([0, 0.5, 1]);
  expect(at(x(47.5))).toBeCloseTo(47.5);
});

describe("zoom", () => {
  test("keeps the second it zooms around in its place", () => {
    const before = { from: 0, to: 100 };
    const after = zoom(before, 2, 30, 100);
    expect(scaleOf(after).x(30)).toBeCloseTo(scaleOf(before).x(30));
    expect(after.to - after.from).toBeCloseTo(50);
  });

  test("never leaves the call", () => {
    expect(zoom({ from: 80, to: 100 }, 0.1, 95, 100)).toEqual({ from: 0, to: 100 });
  });

  test("shows at least five seconds, or the whole of a shorter call", () => {
    const near = zoom({ from: 0, to: 10 }, 100, 5, 60);
    expect(near.to - near.from).toBeCloseTo(5);
    expect(zoom({ from: 0, to: 2 }, 4, 1, 2)).toEqual({ from: 0, to: 2 });
  });
});

test("the view moves only when the moment is outside it", () => {
  const view = { from: 0, to: 20 };
  expect(reveal(view, 10, 100)).toBe(view);
  expect(reveal(view, 50, 100)).toEqual({ from: 46, to: 66 });
});

test("ticks are round and far enough apart", () => {
  expect(ticks({ from: 0, to: 184 }, 0.06)).toEqual([
    0, 15, 30, 45, 60, 75, 90, 105, 120, 135, 150, 165, 180,
  ]);
  expect(ticks({ from: 61, to: 66 }, 0.1)).toEqual([61, 62, 63, 64, 65, 66]);
});

test("markers of one moment stand side by side", () => {
  expect(spread([10, 10, 12, 90], 24)).toEqual([10, 34, 58, 90]);
});
