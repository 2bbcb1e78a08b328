import { r } from "../strings/rules";

/** The faults that people make most, in the reader's language; others in the server's words. */

const KNOWN = [
  [/^Input should be less than or equal to ([\d.]+)$/, "fault.most"],
  [/^Input should be greater than(?: or equal to)? ([\d.]+)$/, "fault.least"],
  [/^Input should be a valid (?:number|integer)/, "fault.number"],
  [/should have at least 1 (?:item|character)/, "fault.empty"],
] as const;

export function faultText(said: string): string {
  for (const [pattern, key] of KNOWN) {
    const found = pattern.exec(said);
    if (found) return r(key, { n: found[1] ?? "" });
  }
  return said;
}
