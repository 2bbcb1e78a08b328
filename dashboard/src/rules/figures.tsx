import { signal } from "@preact/signals";
import { clock, number, percent } from "../format";
import { r } from "../strings/rules";
import type { FlagFigures, RuleFigures } from "../wire";
import { rulesApi } from "./api";
import { hasRate, rightOf, rowsOf } from "./weekly";

/** How well each rule called for people, week by week. */

const figures = signal<FlagFigures | null>(null);

export async function askFigures(): Promise<void> {
  const told = await rulesApi.figures().catch(() => null);
  if (told) figures.value = told;
}

/** Weeks of a rule over all teams, newest first; none where it has raised nothing. */
export function weeksOf(rule: string): readonly RuleFigures[] {
  const told = figures.value;
  if (!told) return [];
  return rowsOf(told, rule, null).filter((week) => week.raised + week.suppressed > 0);
}

const shown = (value: number | null, text: (value: number) => string) =>
  value === null ? r("dash") : text(value);

/** Right of so many judged, and between what shares it lies; where that is next to nothing, that. */
export function Precision({ row }: { row: RuleFigures }) {
  if (row.precision === null) return <>{r("precision.unknown")}</>;
  const counted = { right: rightOf(row), n: row.judged };
  if (!row.enough) return <>{r("precision.few", counted)}</>;
  const range = { low: percent(row.low ?? 0), high: percent(row.high ?? 1) };
  return (
    <>
      {percent(row.precision)} <small>{r("precision.range", { ...counted, ...range })}</small>
    </>
  );
}

/** Flags an hour and supervisor; after minutes of duty only how many there were. */
function Rate({ row }: { row: RuleFigures }) {
  if (hasRate(row)) return <>{shown(row.per_supervisor_hour, (value) => number(value))}</>;
  if (row.raised === 0) return <>{r("dash")}</>;
  return <span class="rfew">{r("alerts.few", { n: row.raised })}</span>;
}

/** The newest week's three figures. */
export function Figures({ rule }: { rule: string }) {
  const week = weeksOf(rule)[0];
  if (!week) return null;
  return (
    <dl class="rfigures">
      <div>
        <dt>{r("precision")}</dt>
        <dd>
          <Precision row={week} />
        </dd>
      </div>
      <div>
        <dt>{r("alerts")}</dt>
        <dd>
          <Rate row={week} />
        </dd>
      </div>
      <div>
        <dt>{r("lead")}</dt>
        <dd>{shown(week.lead_s, clock)}</dd>
      </div>
    </dl>
  );
}

const COLUMNS = [
  "figures.week",
  "figures.raised",
  "figures.held",
  "precision",
  "figures.unknown",
  "figures.escalated",
  "figures.left",
  "figures.taken",
  "lead",
  "alerts",
] as const;

function Week({ row, isNow }: { row: RuleFigures; isNow: boolean }) {
  return (
    <tr>
      <th scope="row">
        {row.week} {isNow && <small>{r("figures.now")}</small>}
      </th>
      <td>{row.raised}</td>
      <td>{row.suppressed}</td>
      <td>{row.raised > 0 ? <Precision row={row} /> : r("dash")}</td>
      <td>{row.unknown}</td>
      <td>{row.escalated}</td>
      <td>{row.left}</td>
      <td>{shown(row.acknowledged_s, clock)}</td>
      <td>{shown(row.lead_s, clock)}</td>
      <td>
        <Rate row={row} />
      </td>
    </tr>
  );
}

interface TableProps {
  rows: readonly RuleFigures[];
  /** The week that is not over yet. */
  now: string | undefined;
  label: string;
}

export function WeekTable({ rows, now, label }: TableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways is reached by key
    <section class="rscroll" tabIndex={0} aria-label={label}>
      <table class="rtable">
        <thead>
          <tr>
            {COLUMNS.map((each) => (
              <th key={each} scope="col">
                {r(each)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Week key={row.week} row={row} isNow={row.week === now} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function FiguresTable({ rule }: { rule: string }) {
  const weeks = weeksOf(rule);
  return (
    <div class="rpanel card">
      <h2>{r("figures.title")}</h2>
      <p class="rquiet">{r("figures.text")}</p>
      {weeks.length === 0 ? (
        <p>{r("figures.none")}</p>
      ) : (
        <WeekTable rows={weeks} now={figures.value?.weeks[0]} label={r("figures.title")} />
      )}
    </div>
  );
}
