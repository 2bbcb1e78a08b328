import { afterEach, expect, test } from "vitest";
import { flagsOf, ruleName, ruleText } from "../src/call/flagged";
import { reasons, sentence, strongest } from "../src/call/sentence";
import { speak } from "../src/strings";
import { evidence, flag, point } from "./made";

const POINT = point("u2", 192, {
  usual: -2.4,
  "so far": 0.02,
  "prosody.loudness": 0.9,
  "wording.repeat": 1.3,
  "wording.agent_apology": -0.3,
});
const EVIDENCE = [
  evidence("u1", "wording.agent_apology", 100, "The agent apologised"),
  evidence("u1", "prosody.loudness", 100, "Louder than usual (+2 dB)"),
  evidence("u2", "prosody.loudness", 190, "Louder than usual (+8 dB)"),
  evidence("u2", "wording.repeat", 190, "“this is the third time”"),
];

afterEach(() => speak("en"));

test("a point is explained in one sentence, strongest reason first", () => {
  expect(sentence(POINT, EVIDENCE).join("")).toBe(
    "Frustration 0.71 (0.60–0.80) at 3:12: “this is the third time” (+1.3), " +
      "louder than usual (+8 dB) (+0.9), the agent apologised (−0.3).",
  );
});

test("the sentence speaks the reader's language around the notes", async () => {
  await speak("de");
  expect(sentence(POINT, EVIDENCE).join("")).toMatch(
    /^Frustration 0,71 \(0,60–0,80\) bei 3:12: “this/,
  );
});

test("a note is that of the point's own utterance, else of the latest before it", () => {
  const found = reasons(POINT, EVIDENCE);
  expect(found.find((reason) => reason.cue === "prosody.loudness")?.evidence?.utterance_id).toBe(
    "u2",
  );
  expect(
    found.find((reason) => reason.cue === "wording.agent_apology")?.evidence?.utterance_id,
  ).toBe("u1");
});

test("the usual comes last and what hardly counts is left out", () => {
  expect(reasons(POINT, EVIDENCE).map((reason) => reason.cue)).toEqual([
    "wording.repeat",
    "prosody.loudness",
    "wording.agent_apology",
    "usual",
  ]);
});

test("a point without signs has a sentence without reasons", () => {
  expect(sentence(point("u1", 5), []).join("")).toBe("Frustration 0.71 (0.60–0.80) at 0:05.");
});

test("the strongest moments are those with a sign of their own, in order of time", () => {
  const carried = point("u3", 200, { "so far": 2 });
  const found = strongest([carried, POINT], EVIDENCE);
  expect(found.map((moment) => moment.lead.cue)).toEqual(["wording.repeat"]);
});

test("a flag's transitions are one flag: when it was raised, where it stands, at its worst", () => {
  const steps = [
    flag("f2", "raised", 30, "information"),
    flag("f1", "raised", 8, "watch"),
    flag("f1", "resolved", 33, "act"),
  ];
  const [first, second] = flagsOf(steps);
  expect([first?.id, first?.at_s, first?.reason, first?.state, first?.severity]).toEqual([
    "f1",
    8,
    "raised",
    "resolved",
    "act",
  ]);
  expect(second?.id).toBe("f2");
});

test("a rule that ships is named in the reader's language until somebody renames it", async () => {
  await speak("de");
  const steep = { id: "steep-rise", name: "Steep rise" };
  expect(ruleName(steep)).toBe("Steiler Anstieg");
  expect(ruleName({ ...steep, name: "Kochend" })).toBe("Kochend");
  expect(ruleName({ id: "after-hold", name: "After a hold" })).toBe("After a hold");
});

test("a rule that the page does not know is still named", () => {
  expect([ruleText("steep-rise"), ruleText("after-hold")]).toEqual(["Steep rise", "After hold"]);
});
