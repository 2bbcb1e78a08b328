import { afterEach, describe, expect, test } from "vitest";
import { oldestUnclaimed } from "../src/board/strip";
import { type FlagCard, isOpen, isUnclaimed } from "../src/flags/card";
import { actsOn } from "../src/flags/choice";
import {
  afterCall,
  budget,
  clearFlags,
  flagsOn,
  onFresh,
  openFlags,
  openNow,
  takeCard,
  takeFlagChange,
  takeFlags,
  told,
  worstOf,
} from "../src/flags/ledger";
import { standText } from "../src/flags/stand";
import { flagCard as card, flagSnapshot as snapshot } from "./made";

const change = (flags: ReturnType<typeof card>[], gone: string[] = []) =>
  takeFlagChange({ flags, gone, budget: null });
const states = (callId: string) => flagsOn(callId).value.map((flag) => `${flag.id} ${flag.state}`);

afterEach(clearFlags);

describe("after the call", () => {
  const over = { call_ended: "hangup", call_ended_at: "2026-03-14T09:40:00Z" };

  test("a flag presses nobody any more and waits for its outcome", () => {
    takeFlags(
      snapshot(
        card("left", { ...over, left: true }),
        card("taken", { ...over, state: "claimed" }),
        card("note", { ...over, severity: "information" }),
        card("done", { ...over, state: "resolved" }),
        card("held", { ...over, suppressed: true }),
        card("now"),
      ),
    );
    expect(openNow.value.map(({ id }) => id)).toEqual(["now"]);
    expect(afterCall.value.map(({ id }) => id).sort()).toEqual(["left", "taken"]);
    expect(openFlags.value.filter(isUnclaimed).map(({ id }) => id)).toEqual(["now"]);
  });

  test("it says so where nobody had taken it", () => {
    expect(standText(card("left", { ...over, left: true }))).toBe("not dealt with during the call");
    expect(standText(card("a"))).toBe("raised");
  });

  test("it can be claimed and resolved, but there is nothing to escalate or to snooze", () => {
    const next: FlagCard["next"] = [...card("a").next];
    expect(actsOn(card("a", { ...over, next }))).toEqual(["claimed", "resolved"]);
    expect(actsOn(card("a", { next }))).toContain("escalated");
  });
});

describe("the ledger on the page", () => {
  test("tells a call's flags, the gravest open one first", () => {
    takeFlags(
      snapshot(
        card("done", { state: "resolved" }),
        card("watch", { severity: "watch" }),
        card("act"),
        card("other", { call_id: "another" }),
      ),
    );
    expect(states("call")).toEqual(["act raised", "watch raised", "done resolved"]);
    expect(worstOf(flagsOn("call").value)?.id).toBe("act");
    expect(openFlags.value.map((flag) => flag.id).sort()).toEqual(["act", "other", "watch"]);
  });

  test("a change of one call leaves the others alone", () => {
    takeFlags(snapshot(card("a"), card("b", { call_id: "another" })));
    const before = flagsOn("another").value;
    change([card("a", { state: "claimed", number: 2 })]);
    expect(flagsOn("another").value).toBe(before);
    expect(states("call")).toEqual(["a claimed"]);
  });

  test("an answer that a later event has overtaken changes nothing", () => {
    takeFlags(snapshot(card("a")));
    change([card("a", { state: "claimed", number: 3 })]);
    takeCard(card("a", { state: "seen", number: 2 }));
    expect(states("call")).toEqual(["a claimed"]);
  });

  test("what is gone is gone, and a snapshot after a break replaces all", () => {
    takeFlags(snapshot(card("a"), card("b")));
    change([], ["a"]);
    expect(states("call")).toEqual(["b raised"]);
    takeFlags(snapshot(card("c", { call_id: "another" })));
    expect([states("call"), states("another")]).toEqual([[], ["c raised"]]);
  });

  test("what the budget holds back is not open", () => {
    expect(isOpen(card("a", { suppressed: true }))).toBe(false);
  });

  test("keeps the budget until it is told anew", () => {
    const told = { used: 3, limit: 6, supervisors: 1, threshold: 0, suppressed: 0 };
    takeFlags({ ...snapshot(), budget: told });
    change([card("a")]);
    expect(budget.value).toEqual(told);
  });

  test("a service without live calls has no ledger to show", () => {
    takeFlags({ ...snapshot(), serving: false });
    expect(told.value).toBe(false);
  });
});

describe("news", () => {
  const heard: string[] = [];
  const listen = () =>
    onFresh((flags) => heard.push(...flags.map((flag) => `${flag.id} ${flag.state}`)));
  afterEach(() => heard.splice(0));

  test("are new flags, escalated ones, and those back from a rest; nothing else", () => {
    const stop = listen();
    takeFlags(snapshot(card("old")));
    expect(heard).toEqual([]);
    change([card("new")]);
    change([card("new", { state: "seen", number: 2 })]);
    change([card("new", { state: "snoozed", number: 3 })]);
    change([card("new", { state: "raised", number: 4 })]);
    change([card("old", { state: "escalated", number: 2 })]);
    change([card("held", { suppressed: true })]);
    change([card("held", { suppressed: false, number: 2 })]);
    stop();
    change([card("unheard")]);
    expect(heard).toEqual(["new raised", "new raised", "old escalated", "held raised"]);
  });

  test("what was raised while the page was away is told when it is back", () => {
    takeFlags(snapshot(card("old")));
    const stop = listen();
    takeFlags(snapshot(card("old"), card("missed")));
    stop();
    expect(heard).toEqual(["missed raised"]);
  });
});

test("the oldest unclaimed flag is the one that has waited longest for somebody", () => {
  const at = (minute: number) => ({ raised_at: `2026-03-14T09:0${minute}:00Z` });
  const flags = [
    card("note", { ...at(1), severity: "information" }),
    card("taken", { ...at(2), state: "claimed" }),
    card("this", { ...at(3), severity: "watch" }),
    card("later", at(4)),
  ];
  expect(oldestUnclaimed(flags)?.id).toBe("this");
  expect(oldestUnclaimed([])).toBeNull();
});
