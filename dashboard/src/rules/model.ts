import type { Case, Hours, Rule } from "../wire";
import { type Condition, fresh, type Group } from "./kinds";

/** The editor's model: a rule as it is written, changed without changing the old one. */

export type Join = Group["kind"];
export type Severity = Case["severity"];

export const SEVERITIES: readonly Severity[] = ["act", "watch", "information"];
export const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export const MOST_ROWS = 12;

export function freshRule(teams: string[]): Rule {
  return {
    id: "",
    name: "",
    says: "",
    cases: [{ severity: "watch", when: fresh("score_at_least") }],
    scope: { queues: [], teams, directions: [], languages: [] },
    hours: [],
    cooldown_s: 60,
    suppress_while_acknowledged: false,
    ends_itself: true,
  };
}

export const freshHours = (): Hours => ({
  days: ["mon", "tue", "wed", "thu", "fri"],
  opens: "08:00",
  closes: "18:00",
});

export function isGroup(condition: Condition): condition is Group {
  return condition.kind === "all" || condition.kind === "any";
}

/** A condition as rows: a single one is a group of one. */
export function rowsOf(condition: Condition): Condition[] {
  return isGroup(condition) ? condition.of : [condition];
}

/** Rows as a condition: a single one stands by itself; none is null. */
export function joined(join: Join, rows: readonly Condition[]): Condition | null {
  const [first, ...rest] = rows;
  if (!first) return null;
  return rest.length ? { kind: join, of: [...rows] } : first;
}

/** Where the row stands, as the server names places. */
export function rowPlace(place: string, condition: Condition, row: number): string {
  return isGroup(condition) ? `${place}.of[${row}]` : place;
}

export function replaced<T>(list: readonly T[], at: number, value: T): T[] {
  return list.map((each, index) => (index === at ? value : each));
}

export function without<T>(list: readonly T[], at: number): T[] {
  return list.filter((_, index) => index !== at);
}

/** Another group within a group: of the other kind, for one of its own would add nothing. */
export function freshGroup(within: Join): Group {
  const of = [fresh("score_at_least"), fresh("cue")];
  return { kind: within === "all" ? "any" : "all", of } as Group;
}

export function unusedSeverity(cases: readonly Case[]): Severity | null {
  return SEVERITIES.find((each) => !cases.some(({ severity }) => severity === each)) ?? null;
}

/** Text between commas (or on lines) as a list. */
export function listed(text: string, between: "," | "\n"): string[] {
  return [...new Set(text.split(between).map((each) => each.trim()))].filter(Boolean);
}

/** What the server said is wrong, by place: `cases[0].when.at_least` → what is wrong with it. */
export type Faults = ReadonlyMap<string, string>;

const BEGINNING = /^(?:body\.)?definition: (?:Value error, )?/;
const STEPS = String.raw`[a-z_]+(?:\[\d+\])*(?:\.[a-z_]+(?:\[\d+\])*)*`;
const NEXT = new RegExp(`; (?=${STEPS}: )`);
const PLACE = new RegExp(`^(${STEPS}): (.*)$`, "s");

/** What belongs to no one place stands at "". */
export function faultsIn(message: string): Faults {
  const found = new Map<string, string>();
  for (const each of message.replace(BEGINNING, "").split(NEXT)) {
    const [, place = "", text = each] = PLACE.exec(each) ?? [];
    found.set(place, found.has(place) ? `${found.get(place)} ${text}` : text);
  }
  return found;
}

/** What is wrong at a field, or at an item of it. */
export function faultAt(faults: Faults, place: string): string {
  const here = [...faults].filter(([at]) => at === place || at.startsWith(`${place}[`));
  return here.map(([, text]) => text).join(" ");
}

const SHOWN = /^(cases\[|scope\.|hours\[|(name|says|cooldown_s)$)/;

/** What no field can show. */
export function otherFaults(faults: Faults): string[] {
  return [...faults].filter(([place]) => !SHOWN.test(place)).map(([, text]) => text);
}
