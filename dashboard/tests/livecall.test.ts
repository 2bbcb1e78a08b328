import { beforeEach, describe, expect, test } from "vitest";
import { LiveModel } from "../src/livecall/model";
import type { LiveChange, PartialOut, WeighedOut } from "../src/wire";
import { flag, liveCall, point, utterance } from "./made";

const nothing: LiveChange = {
  number: 2,
  id: "call",
  call: null,
  status: null,
  weighed: [],
  flags: [],
  stretches: [],
  partials: [],
  provisional: null,
  ended: null,
  moments: [],
  suggested: null,
};

const partial = (utterance_id: string, stable: string, unsure = ""): PartialOut => ({
  utterance_id,
  role: "customer",
  start_s: 5,
  end_s: 7,
  stable,
  unsure,
});

const weighed = (id: string, at_s: number): WeighedOut => ({
  utterance: utterance(id, at_s - 2, at_s, "so it is"),
  evidence: [],
  withheld: [],
  frustration: point(id, at_s),
  flags: [],
});

let model: LiveModel;
const change = (part: Partial<LiveChange>) => model.takeChange({ ...nothing, ...part });
const words = () => model.partials.value.map((each) => `${each.stable}|${each.unsure}`);

beforeEach(() => {
  model = new LiveModel();
  model.takeSnapshot(liveCall("call"));
});

describe("a running call", () => {
  test("a partial grows, and its final takes its place", () => {
    change({ partials: [partial("u1", "so", "it")] });
    change({ partials: [partial("u1", "so it", "is")] });
    expect(words()).toEqual(["so it|is"]);
    change({ weighed: [weighed("u1", 7)] });
    expect(words()).toEqual([]);
    expect(model.utterances.value.map((each) => each.id)).toEqual(["u1"]);
  });

  test("a partial that comes after its final is too late, and an empty one takes it back", () => {
    change({ weighed: [weighed("u1", 7)] });
    change({ partials: [partial("u1", "so"), partial("u2", "well")] });
    expect(words()).toEqual(["well|"]);
    change({ partials: [partial("u2", "")] });
    expect(words()).toEqual([]);
  });

  test("the provisional score lasts until the next final's", () => {
    change({ provisional: point("u1", 6, undefined, 0.9) });
    expect(model.score.value?.score).toBe(0.9);
    change({ weighed: [weighed("u1", 7)] });
    expect(model.score.value?.score).toBe(0.71);
    change({ weighed: [weighed("u2", 9)], provisional: point("u3", 11, undefined, 0.3) });
    expect(model.score.value?.score).toBe(0.3);
  });

  test("a stretch that grows replaces itself, and one without length is taken back", () => {
    const hold = (end_s: number) => ({ kind: "hold", start_s: 3, end_s, role: null });
    change({ stretches: [hold(4)] });
    change({ stretches: [hold(9)] });
    expect(model.stretches.value).toEqual([hold(9)]);
    change({ stretches: [hold(3)] });
    expect(model.stretches.value).toEqual([]);
  });

  test("a flag's later transition changes its state, not its moment", () => {
    change({ flags: [flag("f1", "raised", 4, "act")] });
    change({ flags: [flag("f1", "resolved", 40, "act")] });
    expect(model.flags.value.map((each) => [each.at_s, each.state])).toEqual([[4, "resolved"]]);
  });

  test("an utterance told again is corrected, and its flags stand", () => {
    const raised = { ...weighed("u1", 7), flags: [flag("f1", "raised", 7, "act")] };
    change({ weighed: [raised] });
    change({ flags: [flag("f1", "resolved", 9, "act")] });
    const corrected = { ...raised, frustration: point("u1", 7, undefined, 0.4) };
    change({ weighed: [{ ...corrected, utterance: utterance("u1", 5, 7, "so be it") }] });
    expect(model.utterances.value.map((each) => each.text)).toEqual(["so be it"]);
    expect(model.points.value.map((each) => each.score)).toEqual([0.4]);
    expect(model.flags.value.map((each) => each.state)).toEqual(["resolved"]);
  });

  test("finals stand in the order of speech, whichever came first", () => {
    change({ weighed: [weighed("u2", 20), weighed("u1", 10)] });
    expect(model.utterances.value.map((each) => each.id)).toEqual(["u1", "u2"]);
    expect(model.points.value.map((each) => each.at_s)).toEqual([10, 20]);
  });

  test("at its end no words are open, and a snapshot after a break begins anew", () => {
    change({ partials: [partial("u1", "so")], ended: "hangup" });
    expect([model.ended.value, words(), model.status.value?.feed]).toEqual(["hangup", [], "ended"]);
    model.takeSnapshot(liveCall("call"));
    expect([model.ended.value, model.status.value?.feed]).toEqual([null, "live"]);
  });
});
