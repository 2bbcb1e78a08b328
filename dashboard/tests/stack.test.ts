import { expect, test } from "vitest";
import { columns, extent, groupOf, pieces, sums } from "../src/call/timeline/stack";
import { point, utterance } from "./made";

const CONTRIBUTIONS = {
  usual: -2.4,
  "so far": 0.5,
  "voice.anger": 1,
  "prosody.loudness": 0.5,
  "wording.repeat": 1.2,
  "wording.gratitude": -0.2,
  "interaction.hold": -0.3,
};

test("a cue belongs to its witness, all else to what came before", () => {
  expect([groupOf("voice.anger"), groupOf("so far"), groupOf("new.cue")]).toEqual([
    "voice",
    "before",
    "before",
  ]);
});

test("the prior is left out, because it is the same everywhere", () => {
  expect(sums(CONTRIBUTIONS).before).toBe(0.5);
  expect(sums(CONTRIBUTIONS).wording).toBeCloseTo(1);
});

test("pieces stand on each other, raising above zero and calming below", () => {
  const found = pieces(CONTRIBUTIONS);
  const up = found.filter((piece) => piece.to > 0);
  expect(up.map((piece) => piece.group)).toEqual(["before", "wording", "prosody", "voice"]);
  expect(up.at(-1)?.to).toBeCloseTo(3);
  expect(up[1]?.from).toBeCloseTo(up[0]?.to ?? 0);
  expect(found.filter((piece) => piece.to < 0)).toEqual([
    { group: "interaction", from: 0, to: -0.3 },
  ]);
});

test("a column is as wide as the utterance that moved the point", () => {
  const said = utterance("u1", 10, 14);
  const [column] = columns([point("u1", 14, CONTRIBUTIONS)], new Map([["u1", said]]));
  expect([column?.start_s, column?.end_s]).toEqual([10, 14]);
});

test("the measure leaves room on both sides of zero", () => {
  expect(extent([])).toEqual({ up: 1, down: 1 });
});
