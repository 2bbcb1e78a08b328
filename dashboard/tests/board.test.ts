import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  choices,
  freeze,
  keepArranged,
  lineOf,
  order,
  takeChange,
  takeSnapshot,
  waiting,
} from "../src/board/board";
import { arranged, type Held, SORTS, type Sort } from "../src/board/order";
import { shortNote, timeOnCall } from "../src/board/parts";
import { pins, togglePin } from "../src/board/pins";
import { NOTHING, setView } from "../src/board/view";
import { gravity } from "../src/flags/card";
import { clearFlags, takeFlags } from "../src/flags/ledger";
import { session } from "../src/session";
import type { LiveRow } from "../src/wire";
import { flagCard, flagSnapshot, madeMe, liveRow as row } from "./made";

const board = (...rows: ReturnType<typeof row>[]) => ({ number: 1, serving: true, rows });
const change = (rows: ReturnType<typeof row>[], gone: string[] = []) => ({
  number: 2,
  rows,
  gone,
});

function by(rows: LiveRow[], sort: Sort = "worst", held: Held = new Map(), pinned: string[] = []) {
  return arranged(rows, held, {
    sort,
    pinned: new Set(pinned),
    gravity: (each) => gravity(each.worst_flag?.severity),
  });
}

const worstFirst = (rows: LiveRow[], held: Held) => by(rows, "worst", held);

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

const begun = (hour: number) => ({ call: { started_at: `2026-03-14T0${hour}:00:00Z` } });

describe("other orders", () => {
  const rows = [
    row("a", 0.9, { ...begun(3), call: { ...begun(3).call, agent_id: "Zoe" } }),
    row("b", 0.2, { ...begun(1), severity: "act" }),
    row("c", 0.5, { ...begun(2), severity: "watch", ended: "hangup" }),
    row("d", 0.1, begun(4)),
  ];
  const expected: Record<Sort, string> = {
    worst: "abdc",
    flag: "badc",
    longest: "badc",
    newest: "dabc",
    agent: "bdac",
  };

  test.each(SORTS)("by %s, calls that are over always last", (sort) => {
    expect(by(rows, sort).join("")).toBe(expected[sort]);
  });

  test("what is pinned stands before all others", () => {
    expect(by(rows, "worst", new Map(), ["d"]).join("")).toBe("dabc");
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

describe("what is shown", () => {
  let stop: () => void;
  beforeEach(() => {
    freeze(false);
    takeSnapshot(
      board(
        row("a", 0.9, { call: { team: "north", queue: "billing" } }),
        row("b", 0.5, { call: { team: "south", queue: "billing" } }),
        row("c", 0.1, { call: { team: "north", queue: null } }),
      ),
    );
    stop = keepArranged();
  });
  afterEach(() => {
    stop();
    clearFlags();
    session.value = null;
    setView({ ...NOTHING, sort: "worst" });
    for (const id of pins.peek()) togglePin(id);
  });
  const shown = () => order.value.join("");

  test("is chosen by team and queue, among those there are", () => {
    expect(choices.value).toEqual({ teams: ["north", "south"], queues: ["billing"] });
    setView({ team: "north" });
    expect(shown()).toBe("ac");
    setView({ queue: "billing" });
    expect(shown()).toBe("a");
  });

  test("is chosen by the gravest open flag, and by whose hands it is in", () => {
    session.value = madeMe({ id: "p1" });
    takeFlags(
      flagSnapshot(
        flagCard("f1", { call_id: "b", severity: "watch", owner: { id: "p1", name: "Ana" } }),
        flagCard("f2", { call_id: "c", severity: "act" }),
        flagCard("f3", { call_id: "a", state: "resolved", owner: { id: "p1", name: "Ana" } }),
      ),
    );
    setView({ severity: "watch" });
    expect(shown()).toBe("bc");
    setView({ severity: "act" });
    expect(shown()).toBe("c");
    setView({ severity: "", mine: true });
    expect(shown()).toBe("b");
  });

  test("follows a pin at once, or when the reader lets go", () => {
    togglePin("c");
    expect(shown()).toBe("cab");
    freeze(true);
    togglePin("c");
    expect([shown(), waiting.value]).toEqual(["cab", true]);
    freeze(false);
    expect([shown(), waiting.value]).toEqual(["abc", false]);
  });

  test("a new call that does not match is not shown, and one at the end is no better order", () => {
    setView({ team: "north" });
    freeze(true);
    const wanted = row("e", 0, { call: { team: "north" } });
    takeChange(change([row("d", 1, { call: { team: "south" } }), wanted]));
    expect([shown(), waiting.value]).toEqual(["ace", false]);
  });
});
