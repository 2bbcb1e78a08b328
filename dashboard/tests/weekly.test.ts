import { describe, expect, test } from "vitest";
import { hasRate, rightOf, rowsOf, rulesIn, teamsIn } from "../src/rules/weekly";
import type { FlagFigures, RuleFigures } from "../src/wire";

const row = (
  week: string,
  rule: string,
  team: string | null,
  about: Partial<RuleFigures> = {},
): RuleFigures => ({
  ...{ week, rule, team, raised: 3, suppressed: 0, helped: 1, too_late: 1, not_needed: 0 },
  ...{ false_alarm: 1, unknown: 0, not_confirmed: 0, judged: 3, escalated: 0, left: 0 },
  ...{ precision: 2 / 3, low: 0.25, high: 0.92, enough: false },
  ...{ lead_s: 60, acknowledged_s: 20, per_supervisor_hour: 1, supervisor_hours: 3 },
  ...about,
});

const TOLD: FlagFigures = {
  since: "2026-03-01T23:00:00Z",
  weeks: ["2026-W11", "2026-W10"],
  rows: [
    row("2026-W10", "steep-rise", null),
    row("2026-W10", "steep-rise", "south"),
    row("2026-W10", "steep-rise", ""),
    row("2026-W11", "sustained-high", null),
  ],
  totals: [row("2026-W11", "", null), row("2026-W10", "", null), row("2026-W10", "", "south")],
};

describe("figures by week", () => {
  test("have every week, the newest first; a week without a flag is told as that", () => {
    const rows = rowsOf(TOLD, "steep-rise", null);
    expect(rows.map(({ week, raised }) => [week, raised])).toEqual([
      ["2026-W11", 0],
      ["2026-W10", 3],
    ]);
    expect(rows[0]).toMatchObject({ precision: null, lead_s: null, enough: false });
  });

  test("of all rules together are the server's own, over all teams or in one", () => {
    expect(rowsOf(TOLD, "", null).map(({ raised }) => raised)).toEqual([3, 3]);
    expect(rowsOf(TOLD, "", "south").map(({ raised }) => raised)).toEqual([0, 3]);
  });

  test("name the teams and rules that have some", () => {
    expect(teamsIn(TOLD)).toEqual(["", "south"]);
    expect(rulesIn(TOLD)).toEqual(["steep-rise", "sustained-high"]);
  });

  test("tell a rate from an hour of duty on; a week without a flag has none to rest on", () => {
    const after = (supervisor_hours: number) =>
      hasRate(row("2026-W11", "steep-rise", null, { supervisor_hours }));
    expect([0, 0.05, 0.99, 1, 40].map(after)).toEqual([false, false, false, true, true]);
    expect(rowsOf(TOLD, "steep-rise", null).map(hasRate)).toEqual([false, true]);
  });

  test("are right where somebody helped or came too late", () => {
    expect(rightOf(row("2026-W10", "x", null, { helped: 4, too_late: 2 }))).toBe(6);
  });
});
