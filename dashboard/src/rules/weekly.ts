import type { FlagFigures, RuleFigures } from "../wire";

/** Rows of figures as people read them: every week of the span, the newest first. */

/** A week in which nothing was raised. */
function empty(week: string, rule: string, team: string | null): RuleFigures {
  const none = { raised: 0, suppressed: 0, helped: 0, too_late: 0, not_needed: 0, false_alarm: 0 };
  const unknown = { unknown: 0, not_confirmed: 0, judged: 0, escalated: 0, left: 0 };
  const times = { lead_s: null, acknowledged_s: null, per_supervisor_hour: null };
  const duty = { supervisor_hours: 0 };
  const share = { precision: null, low: null, high: null, enough: false };
  return { week, rule, team, ...none, ...unknown, ...times, ...duty, ...share };
}

/** One rule ("": all of them), of one team or (null) of all, in every week. */
export function rowsOf(told: FlagFigures, rule: string, team: string | null): RuleFigures[] {
  const all = rule === "" ? told.totals : told.rows;
  const found = all.filter((row) => row.rule === rule && row.team === team);
  return told.weeks.map(
    (week) => found.find((row) => row.week === week) ?? empty(week, rule, team),
  );
}

/** The teams that have figures; "" is that of calls without one. */
export function teamsIn(told: FlagFigures): string[] {
  const teams = told.rows.flatMap(({ team }) => (team === null ? [] : [team]));
  return [...new Set(teams)].sort((a, b) => a.localeCompare(b));
}

/** Rules that raised something, whether they are still there or not. */
export function rulesIn(told: FlagFigures): string[] {
  return [...new Set(told.rows.map(({ rule }) => rule))];
}

/** Hours on duty; of less, flags are counted and no rate is told. */
const LEAST_HOURS = 1;

/** Was somebody on duty long enough for a rate to mean something? */
export const hasRate = ({ supervisor_hours }: RuleFigures): boolean =>
  supervisor_hours >= LEAST_HOURS;

export const rightOf = ({ helped, too_late }: RuleFigures): number => helped + too_late;
