import { beforeEach, describe, expect, test } from "vitest";
import { freeze, lineOf, order, takeChange, takeSnapshot, waiting } from "../src/board/board";
import { worstFirst } from "../src/board/order";
import { shortNote, timeOnCall } from "../src/board/row";
import { liveRow as row } from "./made";

const board = (...rows: ReturnType<typeof row>[]) => ({ number: 1, serving: true, rows });
const change = (rows: ReturnType<typeof row>[], gone: string[] = []) => ({
  number: 2,
  rows,
  gone,
});

describe("the order", () => {
  test("is by frustration, then by the gravest flag; unheard calls follow, ended ones are last", () => {
    const rows = [
      row("over", 0.9, { ended: "hangup" }),
      row("new", null),
      row("calm", 0.1),
      row("flagged", 0.5, { severity: "act" }),
      row("bad", 0.8),
      row("plain", 0.5),
    ];
    expect(worstFirst(rows, new Map())).toEqual(["bad", "flagged", "plain", "calm", "new", "over"]);
  });

  test("does not change for a flicker of the score", () => {
    const held = new Map<string, number>();
    expect(worstFirst([row("a", 0.52), row("b", 0.5)], held)).toEqual(["a", "b"]);
    expect(worstFirst([row("a", 0.5), row("b", 0.53)], held)).toEqual(["a", "b"]);
    expect(worstFirst([row("a", 0.5), row("b", 0.58)], held)).toEqual(["b", "a"]);
  });
});

describe("the board", () => {
  beforeEach(() => {
    freeze(false);
    takeSnapshot(board());
  });

  test("moves no row while the reader points at one, and catches up afterwards", () => {
    takeSnapshot(board(row("a", 0.6), row("b", 0.2)));
    freeze(true);
    takeChange(change([row("b", 0.9), row("c", 0.95)]));
    expect(order.value).toEqual(["a", "b", "c"]);
    expect(waiting.value).toBe(true);
    expect(lineOf("b")?.value.row.score?.score).toBe(0.9);
    freeze(false);
    expect(order.value).toEqual(["c", "b", "a"]);
    expect(waiting.value).toBe(false);
  });

  test("keeps a call that is gone in its place while the reader points at it", () => {
    takeSnapshot(board(row("a", 0.6), row("b", 0.2)));
    freeze(true);
    takeChange(change([], ["a"]));
    expect(order.value).toEqual(["a", "b"]);
    expect(lineOf("a")?.value.row.ended).toBe("");
    freeze(false);
    expect(order.value).toEqual(["b"]);
  });

  test("a change of one row leaves the others' signals alone", () => {
    takeSnapshot(board(row("a", 0.6), row("b", 0.2)));
    const before = lineOf("a")?.value;
    takeChange(change([row("b", 0.21)]));
    expect(lineOf("a")?.value).toBe(before);
  });

  test("after a break, what is not in the snapshot is gone", () => {
    takeSnapshot(board(row("a", 0.6), row("b", 0.2)));
    takeSnapshot(board(row("b", 0.2)));
    expect(order.value).toEqual(["b"]);
  });
});

test("the clock ticks on from what was heard, and stands while the call is paused", () => {
  const line = (feed: "live" | "paused") => ({ row: row("a", 0.5, { feed, heard_s: 60 }), at: 0 });
  expect(timeOnCall(line("live"), 2500)).toBeCloseTo(62.5);
  expect(timeOnCall(line("paused"), 2500)).toBe(60);
});

test("a chip says the reason without the quotation", () => {
  expect(shortNote("asks for a manager: “speak to your manager”")).toBe("Asks for a manager");
  expect(shortNote("Louder than usual (+8 dB)")).toBe("Louder than usual (+8 dB)");
});
