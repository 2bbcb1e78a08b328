import { expect, test } from "vitest";
import { isFiltered, read, write } from "../src/calls/query";
import { runs } from "../src/calls/runs";

test("filters survive the way into the address and back", () => {
  const filters = {
    q: "refund now",
    agent: "dana",
    queue: "",
    minPeak: 0.7,
    flagged: true,
    sort: "peak" as const,
  };
  expect(read(write(filters))).toEqual(filters);
});

test("a hand-written address cannot ask for nonsense", () => {
  const filters = read(new URLSearchParams("min_peak=7&sort=best&flagged=maybe"));
  expect([filters.minPeak, filters.sort, filters.flagged]).toEqual([0, "newest", false]);
});

test("sorting alone is no filter", () => {
  expect(isFiltered(read(new URLSearchParams("sort=end")))).toBe(false);
  expect(isFiltered(read(new URLSearchParams("q=a")))).toBe(true);
});

test("a sparkline is cut where the customer was not heard", () => {
  expect(runs([null, 0.1, 0.2, null, null, 0.3])).toEqual([
    { from: 1, scores: [0.1, 0.2] },
    { from: 5, scores: [0.3] },
  ]);
});
