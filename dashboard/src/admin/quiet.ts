import { language } from "../strings";
import { a } from "../strings/admin";
import type { QuietOut } from "../wire";

/** Quiet hours: how a form says them, and how they read. */

/** Monday is 0, as the server counts. */
export const DAYS = [0, 1, 2, 3, 4, 5, 6] as const;
const WHOLE = "00:00";
const RANGE = 3; // days in a row that read as "Mon–Wed"

export function dayName(day: number, style: "short" | "long" = "short"): string {
  const date = new Date(Date.UTC(2024, 0, 1 + day)); // a Monday and the days after it
  return date.toLocaleDateString(language.value, { weekday: style, timeZone: "UTC" });
}

export function isWhole({ start, end }: { start: string; end: string }): boolean {
  return start === WHOLE && end === WHOLE;
}

/** The names of the fields of one row. */
export const fieldsOf = (row: string) => ({
  day: `quiet-${row}-day`,
  whole: `quiet-${row}-whole`,
  start: `quiet-${row}-start`,
  end: `quiet-${row}-end`,
});

function spanOf(form: FormData, row: string): QuietOut | null {
  const names = fieldsOf(row);
  const chosen = form.getAll(names.day).map(Number).sort();
  const days = chosen.length === DAYS.length ? [] : chosen;
  if (form.has(names.whole)) return { days, start: WHOLE, end: WHOLE };
  const [start, end] = [names.start, names.end].map((name) => String(form.get(name) ?? ""));
  return start && end ? { days, start, end } : null;
}

/** The hours of a form whose rows are named by `quiet`; null where one is not told whole. */
export function quietOf(form: FormData): QuietOut[] | null {
  const spans = form.getAll("quiet").map((row) => spanOf(form, String(row)));
  return spans.every((span) => span !== null) ? spans : null;
}

/** Runs of days that follow each other: [0, 1, 2, 5] → [[0, 1, 2], [5]]. */
function runsOf(days: readonly number[]): number[][] {
  const runs: number[][] = [];
  for (const day of days) {
    const last = runs.at(-1);
    if (last && last.at(-1) === day - 1) last.push(day);
    else runs.push([day]);
  }
  return runs;
}

function daysText(days: readonly number[]): string {
  if (days.length === 0) return a("targets.quiet.daily");
  return runsOf(days)
    .flatMap((run) => {
      const [first = 0] = run;
      const last = run.at(-1) ?? first;
      return run.length < RANGE
        ? run.map((day) => dayName(day))
        : [`${dayName(first)}–${dayName(last)}`];
    })
    .join(", ");
}

/** `Mon–Fri 20:00–07:00; Sat, Sun all day`. */
export function quietText(quiet: readonly QuietOut[]): string {
  return quiet
    .map((span) => {
      const hours = isWhole(span) ? a("targets.quiet.whole") : `${span.start}–${span.end}`;
      return `${daysText(span.days)} ${hours}`;
    })
    .join("; ");
}
