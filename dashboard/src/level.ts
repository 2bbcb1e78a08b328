/** The four words for a score, and where they begin. */

export type Level = "calm" | "uneasy" | "frustrated" | "very";

export const LEVELS: readonly { level: Level; from: number }[] = [
  { level: "calm", from: 0 },
  { level: "uneasy", from: 0.3 },
  { level: "frustrated", from: 0.5 },
  { level: "very", from: 0.7 },
];

export const THRESHOLDS: readonly number[] = LEVELS.slice(1).map((step) => step.from);

export function levelOf(score: number): Level {
  return LEVELS.findLast((step) => score >= step.from)?.level ?? "calm";
}

/** 1 for calm … 4 for very frustrated: how many bars the glyph fills. */
export function rank(level: Level): number {
  return LEVELS.findIndex((step) => step.level === level) + 1;
}

export type Trend = "rising" | "easing" | "steady";

const TREND_STEP = 0.08;

/** How the last quarter of the call went; null where the customer was not heard. */
export function trendOf(line: readonly (number | null)[]): Trend | null {
  const heard = line.filter((score): score is number => score !== null);
  const last = heard.at(-1);
  const before = heard.at(-1 - Math.floor(heard.length / 4));
  if (last === undefined || before === undefined) return null;
  if (last - before > TREND_STEP) return "rising";
  return before - last > TREND_STEP ? "easing" : "steady";
}
