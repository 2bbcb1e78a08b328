import type { Case, CueHeard } from "../wire";

/** The kinds of conditions: what each asks for, and what it begins with. */

export type Condition = Case["when"];
export type Group = Extract<Condition, { of: unknown }>;
export type Leaf = Exclude<Condition, Group>;
export type Kind = Leaf["kind"];
export type Cue = CueHeard["cues"][number];

export type FieldName =
  | "at_least"
  | "for_s"
  | "below"
  | "by"
  | "within_s"
  | "reaching"
  | "per_min"
  | "score"
  | "peak"
  | "share"
  | "cues"
  | "times"
  | "whose"
  | "phrases"
  | "text"
  | "examples"
  | "similarity"
  | "at_least_s"
  | "holds";

export interface Field {
  name: FieldName;
  as: "share" | "seconds" | "per_min" | "times" | "lines" | "text" | "whose" | "cues" | "check";
  least?: number;
  most?: number;
}

const share = (name: FieldName, least = 0): Field => ({ name, as: "share", least, most: 1 });
const seconds = (name: FieldName, least = 0, most = 3600): Field => ({
  name,
  as: "seconds",
  least,
  most,
});
const window = seconds("within_s", 0, 600);
const times: Field = { name: "times", as: "times", least: 1, most: 20 };
const whose: Field = { name: "whose", as: "whose" };
const lines = (name: FieldName): Field => ({ name, as: "lines" });

export const FIELDS: Record<Kind, readonly Field[]> = {
  score_at_least: [share("at_least"), seconds("for_s")],
  score_below: [share("below"), seconds("for_s")],
  rise: [share("by", 0.05), seconds("within_s", 1, 600), share("reaching")],
  slope: [{ name: "per_min", as: "per_min", least: 0.01, most: 5 }],
  ends: [share("score"), share("peak"), share("share")],
  cue: [{ name: "cues", as: "cues" }, times, window],
  phrase: [whose, lines("phrases"), times, window],
  pattern: [whose, { name: "text", as: "text" }, times, window],
  meaning: [whose, lines("examples"), share("similarity", 0.2), times, window],
  disagreement: [times, seconds("within_s", 1, 600)],
  silence: [seconds("at_least_s", 3), { name: "holds", as: "check" }, window],
  hold: [seconds("at_least_s", 10), window],
  interruptions: [times, window],
};

export const KINDS = Object.keys(FIELDS) as Kind[];

const heard = { within_s: 0, times: 1 };
const FRESH: { [K in Kind]: Extract<Leaf, { kind: K }> } = {
  score_at_least: { kind: "score_at_least", at_least: 0.7, for_s: 20 },
  score_below: { kind: "score_below", below: 0.3, for_s: 0 },
  rise: { kind: "rise", by: 0.3, within_s: 60, reaching: 0.5 },
  slope: { kind: "slope", per_min: 0.3 },
  ends: { kind: "ends", score: 0.5, peak: 0.7, share: 0.5 },
  cue: { kind: "cue", cues: ["wording.manager_request"], least_log_odds: 0.1, ...heard },
  phrase: { kind: "phrase", phrases: [], whose: "customer", ...heard },
  pattern: { kind: "pattern", text: "", whose: "customer", ...heard },
  meaning: { kind: "meaning", examples: [], similarity: 0.55, whose: "customer", ...heard },
  disagreement: {
    kind: "disagreement",
    times: 1,
    within_s: 60,
    tense: 1,
    heard: 0.25,
    warmest: -1,
    hardest: 0.3,
  },
  silence: { kind: "silence", at_least_s: 10, holds: false, within_s: 0 },
  hold: { kind: "hold", at_least_s: 60, within_s: 0 },
  interruptions: { kind: "interruptions", times: 2, within_s: 0 },
};

/** A condition of this kind, as it begins. */
export function fresh(kind: Kind): Leaf {
  return structuredClone(FRESH[kind]);
}

export const CUES: readonly Cue[] = [
  "wording.manager_request",
  "wording.churn",
  "wording.legal",
  "wording.complaint",
  "wording.demand",
  "wording.blame",
  "wording.repeat",
  "wording.waiting",
  "wording.ignored",
  "wording.stated_frustration",
  "wording.profanity",
  "wording.disbelief",
  "wording.sarcasm",
  "wording.negated_politeness",
  "wording.edged_politeness",
  "wording.negativity",
  "wording.anger",
  "wording.disappointment",
  "wording.confusion",
  "wording.resolved",
  "wording.thanks",
  "wording.gratitude",
  "wording.relief",
  "wording.agent_apology",
  "wording.agent_acknowledges",
  "wording.agent_ownership",
  "wording.agent_next_step",
  "wording.agent_resolution",
  "wording.agent_reassures",
  "wording.agent_dismisses",
  "interaction.repetition",
  "interaction.talk_over",
];
