import { humanise } from "../format";
import { inEnglish, lookup } from "../strings";
import type { FlagOut } from "../wire";

/** A flag as people see it: its first transition says when and why, its last where it stands. */
export interface Flag {
  id: string;
  rule: string;
  severity: FlagOut["severity"];
  at_s: number;
  reason: string;
  utterance_ids: string[];
  state: string;
}

const ORDER = ["information", "watch", "act"] as const;

export function flagsOf(transitions: readonly FlagOut[]): Flag[] {
  const found = [...grouped(transitions).values()].map((steps) => {
    const first = steps[0] as FlagOut;
    const worst = steps.reduce((a, b) =>
      ORDER.indexOf(b.severity) > ORDER.indexOf(a.severity) ? b : a,
    );
    return { ...first, severity: worst.severity, state: (steps.at(-1) ?? first).state };
  });
  return found.sort((a, b) => a.at_s - b.at_s);
}

function grouped(transitions: readonly FlagOut[]): Map<string, FlagOut[]> {
  const byId = new Map<string, FlagOut[]>();
  for (const flag of transitions) byId.set(flag.id, [...(byId.get(flag.id) ?? []), flag]);
  return byId;
}

function keyOf(rule: string): string {
  return `rule.${rule.replace(/-/g, "_")}`;
}

/** A rule of which the id alone is known. */
export function ruleText(rule: string): string {
  return lookup(keyOf(rule)) ?? humanise(rule);
}

/** A rule's name: of one that ships, and that nobody renamed, in the reader's language. */
export function ruleName({ id, name }: { id: string; name: string }): string {
  return inEnglish(keyOf(id)) === name ? ruleText(id) : name;
}

export function stateText(state: string): string {
  return lookup(`state.${state}`) ?? humanise(state);
}
