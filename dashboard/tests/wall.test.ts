import { expect, test } from "vitest";
import { pageOf, pagesOf, usedFit } from "../src/wall/pages";

const calls = Array.from({ length: 20 }, (_, index) => index);
const fit = { columns: 4, rows: 3 };

test("what fits is one page", () => {
  expect([pagesOf(0, fit), pagesOf(12, fit), pagesOf(13, fit)]).toEqual([1, 1, 2]);
  expect(pageOf(calls.slice(0, 12), fit, 0)).toEqual(calls.slice(0, 12));
});

test("the worst calls stay in sight while the others take turns, and none is left out", () => {
  expect(pageOf(calls, fit, 0)).toEqual(calls.slice(0, 12));
  expect(pageOf(calls, fit, 1)).toEqual([0, 1, 2, 3, 12, 13, 14, 15, 16, 17, 18, 19]);
  const seen = new Set([0, 1].flatMap((page) => pageOf(calls, fit, page)));
  expect(seen.size).toBe(20);
});

test("where one row fits, all of it turns", () => {
  const low = { columns: 3, rows: 1 };
  expect(pagesOf(7, low)).toBe(3);
  expect(pageOf(calls, low, 1)).toEqual([3, 4, 5]);
});

test("few calls take the room there is", () => {
  expect(usedFit(5, fit)).toEqual({ columns: 4, rows: 2 });
  expect(usedFit(1, fit)).toEqual({ columns: 1, rows: 1 });
  expect(usedFit(50, fit)).toEqual(fit);
});
