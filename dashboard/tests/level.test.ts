import { expect, test } from "vitest";
import { levelOf, rank, trendOf } from "../src/level";

test.each([
  [0, "calm"],
  [0.299, "calm"],
  [0.3, "uneasy"],
  [0.5, "frustrated"],
  [0.699, "frustrated"],
  [0.7, "very"],
  [1, "very"],
])("%d is %s", (score, level) => {
  expect(levelOf(score)).toBe(level);
});

test("the glyph fills one bar more a level", () => {
  expect((["calm", "uneasy", "frustrated", "very"] as const).map(rank)).toEqual([1, 2, 3, 4]);
});

test("the trend is that of the last quarter", () => {
  const rise = [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.3, 0.4];
  expect(trendOf(rise)).toBe("rising");
  expect(trendOf(rise.toReversed())).toBe("steady");
  expect(trendOf([0.9, 0.9, 0.9, 0.9, 0.8, 0.6, 0.4, 0.2])).toBe("easing");
});

test("a call whose customer was not heard has no trend", () => {
  expect(trendOf([null, null])).toBeNull();
});
