import type {
  EvidenceOut,
  FlagCard,
  FlagOut,
  FrustrationOut,
  LiveCall,
  LiveRow,
  Me,
  PersonOut,
  UtteranceOut,
  View,
  ViewOut,
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
  listeners: 0,
  warnings: [] as string[],
} as const;

interface About {
  ended?: string;
  severity?: FlagOut["severity"];
  feed?: LiveRow["status"]["feed"];
  heard_s?: number;
  call?: Partial<LiveRow["call"]>;
}

export function liveRow(id: string, score: number | null, about: About = {}): LiveRow {
  const { ended = null, severity, feed = "live", heard_s = 10, call = {} } = about;
  const now = { low: 0, high: 1, trend: "steady", provisional: false } as const;
  return {
    id,
    call: { ...facts, ...call },
    status: { ...status, feed, heard_s },
    score: score === null ? null : { score, ...now },
    sparkline: [null, score],
    last_words: null,
    reasons: [],
    flags_open: severity ? 1 : 0,
    flag: null,
    worst_flag: severity ? flag("f1", "raised", 5, severity) : null,
    ended,
  };
}

export function liveCall(id: string): LiveCall {
  const empty = {
    weighed: [],
    stretches: [],
    flags: [],
    partials: [],
    provisional: null,
    moments: [],
    step: null,
  };
  return { number: 1, id, call: facts, status, ...empty };
}

const nobody = { id: "voicemon", name: "voicemon" };

/** A flag as the ledger tells it. */
export function flagCard(id: string, about: Partial<FlagCard> = {}): FlagCard {
  return {
    id,
    call_id: "call",
    rule: "steep-rise",
    severity: "act",
    state: "raised",
    number: 1,
    raised_at: "2026-03-14T09:27:00Z",
    at_s: 7,
    reason: "Rose by 0.3 within a minute",
    score: 0.7,
    utterance_ids: [],
    team: null,
    queue: "billing",
    agent_id: "dana.w",
    owner: null,
    by: nobody,
    moved_at: "2026-03-14T09:27:00Z",
    due_at: null,
    snoozed_until: null,
    undo_until: null,
    outcome: null,
    suppressed: false,
    confirmed: null,
    call_ended: null,
    call_ended_at: null,
    left: false,
    next: ["seen", "acknowledged", "claimed", "snoozed", "escalated", "resolved"],
    ...about,
  };
}

export function flagSnapshot(...flags: FlagCard[]) {
  return { number: 1, serving: true, flags, budget: null };
}

const OPEN: Partial<Record<PersonOut["role"], readonly View[]>> = {
  admin: ["board", "rules", "admin/people", "admin/audit", "admin/playbook"],
  supervisor: ["board", "rules", "admin/playbook"],
  agent: ["desk"],
};
const VIEWS: readonly View[] = ["calls", "call", "board", "desk", "rules", "account"];
const TABS: readonly View[] = ["admin/people", "admin/audit", "admin/playbook"];

/** Some views, and which are open to a role; to nobody in particular none is. */
export function madeViews(role: PersonOut["role"] | null): ViewOut[] {
  const open = role === null ? [] : ["calls", "call", "account", ...(OPEN[role] ?? [])];
  return [...VIEWS, ...TABS].map((name) => ({ name, open: open.includes(name), roles: [] }));
}

/** What the server says to somebody who is signed in; to nobody in particular for null. */
export function madeMe(person: Partial<PersonOut> | null, about: Partial<Me> = {}): Me {
  const whole = { id: "p1", name: "Ana", role: "supervisor", teams: [], agent_id: null } as const;
  return {
    person: person && { ...whole, ...person, teams: person.teams ?? [] },
    login: person ? "ana" : "",
    rights: person ? ["see running calls", "act on flags"] : [],
    views: madeViews(person && (person.role ?? "supervisor")),
    csrf: "",
    how: person ? "password" : "",
    sign_in: true,
    setup: false,
    sso: "",
    demo: false,
    second_factor: false,
    second_factor_due: false,
    has_password: true,
    recovery_codes: 0,
    ...about,
  };
}
