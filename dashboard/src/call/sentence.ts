import { clock, number, signed, upperFirst } from "../format";
import { around, language, t } from "../strings";
import type { EvidenceOut, FrustrationOut } from "../wire";
import { USUAL } from "./timeline/stack";

/** A point of the curve, explained: its reasons with their weights, strongest first. */

export interface Reason {
  cue: string;
  log_odds: number;
  /** The sentence a witness wrote, or null for what needs none (the usual, what was before). */
  evidence: EvidenceOut | null;
  text: string;
}

const SHOWN = 4;
const LEAST = 0.05;

/** The note behind a contribution: of the point's own utterance, else the latest before it. */
function evidenceOf(
  cue: string,
  point: FrustrationOut,
  evidence: readonly EvidenceOut[],
): EvidenceOut | null {
  const same = evidence.filter((each) => each.cue === cue);
  return (
    same.findLast((each) => each.utterance_id === point.utterance_id) ??
    same.findLast((each) => each.start_s <= point.at_s) ??
    null
  );
}

function textOf(cue: string, found: EvidenceOut | null): string {
  if (cue === USUAL) return t("moment.usual");
  if (cue === "so far") return t("moment.before");
  return found ? upperFirst(found.note.replace(/[.\s]+$/, "")) : cue;
}

export function reasons(point: FrustrationOut, evidence: readonly EvidenceOut[]): Reason[] {
  return Object.entries(point.contributions)
    .filter(([, value]) => Math.abs(value) >= LEAST)
    .sort(
      ([a, x], [b, y]) => Number(a === USUAL) - Number(b === USUAL) || Math.abs(y) - Math.abs(x),
    )
    .map(([cue, log_odds]) => {
      const found = evidenceOf(cue, point, evidence);
      return { cue, log_odds, evidence: found, text: textOf(cue, found) };
    });
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** What is said before the reasons, the reasons in the witnesses' own words, and what follows. */
export type Sentence = readonly [before: string, reasons: string, after: string];

/** “Frustration 0.71 (0.60–0.80) at 3:12: louder than usual (+0.9), … and … (−0.3).” */
export function sentence(point: FrustrationOut, evidence: readonly EvidenceOut[]): Sentence {
  const values = {
    score: number(point.score),
    low: number(point.low),
    high: number(point.high),
    time: clock(point.at_s),
  };
  // The usual is where every call starts; it explains nothing about this one.
  const told = reasons(point, evidence).filter((reason) => reason.cue !== USUAL);
  const parts = told
    .slice(0, SHOWN)
    .map((reason) => `${lowerFirst(reason.text)} (${signed(reason.log_odds)})`);
  if (parts.length === 0) return [t("moment.bare", values), "", ""];
  const list = new Intl.ListFormat(language.value, { style: "short", type: "unit" }).format(parts);
  const [before, after] = around("moment.sentence", "reasons", values);
  return [before, list, after];
}

export interface Moment {
  point: FrustrationOut;
  rise: number;
  lead: Reason;
}

/** The points with the strongest new sign, in time order: where to listen. */
export function strongest(
  points: readonly FrustrationOut[],
  evidence: readonly EvidenceOut[],
  most = 6,
): Moment[] {
  const found = points.flatMap((point) => {
    const lead = reasons(point, evidence).find(
      (reason) => reason.cue.includes(".") && reason.evidence?.utterance_id === point.utterance_id,
    );
    return lead && Math.abs(lead.log_odds) >= 0.3 ? [{ point, rise: lead.log_odds, lead }] : [];
  });
  return found
    .sort((a, b) => Math.abs(b.rise) - Math.abs(a.rise))
    .slice(0, most)
    .sort((a, b) => a.point.at_s - b.point.at_s);
}
