import type {
  EvidenceOut,
  FlagOut,
  FrustrationOut,
  LiveCall,
  LiveRow,
  UtteranceOut,
} from "../src/wire";

/** Small made-up pieces of a call. */

export function utterance(id: string, start_s: number, end_s: number, text = ""): UtteranceOut {
  const parts = text ? text.split(" ") : [];
  const step = (end_s - start_s) / Math.max(1, parts.length);
  const words = parts.map((part, at) => ({
    text: part,
    start_s: start_s + at * step,
    end_s: start_s + (at + 1) * step,
    probability: 0.9,
  }));
  return { id, role: "customer", start_s, end_s, text, confidence: 0.9, words };
}

export function point(
  utterance_id: string,
  at_s: number,
  contributions: Record<string, number> = { usual: -1 },
  score = 0.71,
): FrustrationOut {
  const band = { low: score - 0.11, high: score + 0.09 };
  return { utterance_id, at_s, score, ...band, slope_per_min: 0, contributions };
}

export function evidence(
  utterance_id: string,
  cue: string,
  start_s: number,
  note: string,
): EvidenceOut {
  const measure = {
    measured: 1,
    unit: "probability",
    baseline: null,
    log_odds: 1,
    confidence: 0.9,
  };
  return { utterance_id, cue, start_s, end_s: start_s + 1, note, ...measure };
}

export function flag(
  id: string,
  state: string,
  at_s: number,
  severity: FlagOut["severity"],
): FlagOut {
  return {
    id,
    rule: "steep-rise",
    severity,
    state,
    at_s,
    reason: state,
    utterance_ids: [],
    by: "voicemon",
  };
}

const facts = {
  started_at: "2026-03-14T09:26:53Z",
  direction: "inbound",
  agent_id: "dana.w",
  customer_id: null,
  queue: "billing",
  team: null,
  language: "en",
  source: "",
};

const status = {
  feed: "live",
  step: "full",
  heard_s: 10,
  lag_s: 0.7,
  on_hold: false,
  warnings: [] as string[],
} as const;

interface About {
  ended?: string;
  severity?: FlagOut["severity"];
  feed?: LiveRow["status"]["feed"];
  heard_s?: number;
}

export function liveRow(id: string, score: number | null, about: About = {}): LiveRow {
  const { ended = null, severity, feed = "live", heard_s = 10 } = about;
  const now = { low: 0, high: 1, trend: "steady", provisional: false } as const;
  return {
    id,
    call: facts,
    status: { ...status, feed, heard_s },
    score: score === null ? null : { score, ...now },
    sparkline: [null, score],
    last_words: null,
    reasons: [],
    flags_open: severity ? 1 : 0,
    worst_flag: severity ? flag("f1", "raised", 5, severity) : null,
    ended,
  };
}

export function liveCall(id: string): LiveCall {
  const empty = { weighed: [], stretches: [], flags: [], partials: [], provisional: null };
  return { number: 1, id, call: facts, status, ...empty };
}
