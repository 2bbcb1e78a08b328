import { expect, test } from "vitest";
import { gaps, jump } from "../src/call/silence";
import { current, currentWord, isMasked, piecesOf, pointAt, turns } from "../src/call/turns";
import { point, utterance } from "./made";

const SAID = [utterance("u1", 1, 4, "one two three"), utterance("u2", 10, 12, "four")];

test("successive utterances of one side are one turn", () => {
  const all = turns([...SAID, { ...utterance("u3", 13, 14), role: "agent" }]);
  expect(all.map((turn) => [turn.role, turn.utterances.length])).toEqual([
    ["customer", 2],
    ["agent", 1],
  ]);
});

test("the playhead stands in the utterance that began last", () => {
  expect(current(SAID, 0)).toBeNull();
  expect(current(SAID, 8)?.id).toBe("u1");
  expect(current(SAID, 10)?.id).toBe("u2");
});

test("the word under the playhead is found, and none in a pause", () => {
  expect(currentWord(SAID[0]?.words ?? [], 2.5)).toBe(1);
  expect(currentWord(SAID[0]?.words ?? [], 8)).toBe(-1);
});

test("the score is the one that was known at that moment", () => {
  const points = [point("u1", 4), point("u2", 12)];
  expect(pointAt(points, 3)).toBeNull();
  expect(pointAt(points, 11.9)?.utterance_id).toBe("u1");
  expect(pointAt(points, 12)?.utterance_id).toBe("u2");
});

test("masked words are recognised", () => {
  expect([isMasked("[card number],"), isMasked("card"), isMasked("••••")]).toEqual([
    true,
    false,
    true,
  ]);
});

test("an utterance without word times is still shown", () => {
  const bare = { ...utterance("u9", 0, 1), text: "my [phone] number" };
  expect(piecesOf(bare)).toEqual([{ text: "my [phone] number", word: null, masked: true }]);
});

test("silence is where nobody speaks, with a lead before the next words", () => {
  const found = gaps(SAID, 20);
  expect(found).toEqual([
    { from: 4.25, to: 9.75 },
    { from: 12.25, to: 19.75 },
  ]);
  expect(jump(found, 5)).toBe(9.75);
  expect(jump(found, 2)).toBeNull();
});

test("speech of one side over a pause of the other is no silence", () => {
  expect(gaps([utterance("a", 0, 10), utterance("b", 2, 3)], 10.5)).toEqual([]);
});
