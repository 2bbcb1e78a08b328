import { describe, expect, test } from "vitest";
import { drawn, heightOf, placeOf } from "../src/board/cells";

const one = { columns: 1, row: 100, gap: 10 };
const three = { columns: 3, row: 100, gap: 10 };

describe("a long list", () => {
  test("draws what is in sight and no more", () => {
    expect(drawn(500, one, { from: 7, to: 10 }, -1)).toEqual([7, 8, 9]);
    expect(drawn(500, three, { from: 1, to: 2 }, -1)).toEqual([3, 4, 5]);
    expect(drawn(4, three, { from: 0, to: 9 }, -1)).toEqual([0, 1, 2, 3]);
    expect(drawn(0, one, { from: 0, to: 9 }, -1)).toEqual([]);
  });

  test("keeps the row with the focus, wherever the reader scrolled to", () => {
    expect(drawn(500, one, { from: 7, to: 9 }, 2)).toEqual([2, 7, 8]);
    expect(drawn(500, one, { from: 7, to: 9 }, 8)).toEqual([7, 8]);
    expect(drawn(500, one, { from: 7, to: 9 }, 400)).toEqual([7, 8, 400]);
  });

  test("is as high as all its rows, and each has its place", () => {
    expect([heightOf(0, one), heightOf(2, one), heightOf(4, three)]).toEqual([0, 210, 210]);
    expect(placeOf(2, one)).toContain("translate(0,220px)");
    expect(placeOf(4, three)).toContain("translate(calc(100% + 10px),110px)");
    expect(placeOf(4, three)).toContain("width:calc((100% - 20px) / 3)");
  });
});
