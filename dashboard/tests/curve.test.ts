import { expect, test } from "vitest";
import { band, line, tangents } from "../src/call/timeline/curve";

const at = (...ys: number[]) => ys.map((y, index) => ({ x: index * 10, y }));

/** y values of a cubic path's line, sampled. */
function sampled(path: string): number[] {
  const numbers = path.match(/-?[\d.]+/g)?.map(Number) ?? [];
  const found: number[] = [];
  for (let start = 0; start + 8 <= numbers.length; start += 6) {
    const [, y0 = 0, , y1 = 0, , y2 = 0, , y3 = 0] = numbers.slice(start, start + 8);
    for (let s = 0; s <= 1; s += 0.05) {
      const r = 1 - s;
      found.push(r ** 3 * y0 + 3 * r * r * s * y1 + 3 * r * s * s * y2 + s ** 3 * y3);
    }
  }
  return found;
}

test("a peak is flat at its top, so the line does not overshoot it", () => {
  expect(tangents(at(0, 5, 1))[1]).toBe(0);
});

test("the line never leaves the range of the points", () => {
  const ys = sampled(line(at(1, 1, 9, 8.9, 0, 0.2)));
  expect(Math.max(...ys)).toBeLessThanOrEqual(9.01);
  expect(Math.min(...ys)).toBeGreaterThanOrEqual(-0.01);
});

test("the line passes through every point", () => {
  expect(line(at(3, 7))).toMatch(/^M0\.00 3\.00C.*10\.00 7\.00$/);
});

test("nothing measured draws nothing", () => {
  expect([line([]), band([], [])]).toEqual(["", ""]);
});

test("the band goes out along the upper and back along the lower line", () => {
  const path = band(at(8, 9), at(2, 3));
  expect(path).toMatch(/^M0\.00 8\.00/);
  expect(path).toContain("L10.00 3.00");
  expect(path).toMatch(/-?0\.00 2\.00Z$/);
});
