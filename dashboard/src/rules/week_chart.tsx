import { percent } from "../format";
import { r } from "../strings/rules";
import type { RuleFigures } from "../wire";
import { rightOf } from "./weekly";

/** Precision by week with its range, and how many flags there were: the shape of the table. */

const STEP = 46;
const LEFT = 40;
const TOP = 10;
const TALL = 110;
const BARS = 46;
const BOTTOM = TOP + TALL + BARS + 34;
const MARKS = [0, 0.5, 1] as const;

const y = (share: number) => TOP + TALL * (1 - share);

function Mark({ row, x }: { row: RuleFigures; x: number }) {
  if (row.precision === null) return null;
  return (
    <g class={row.enough ? "wchart__mark" : "wchart__mark wchart__mark--few"}>
      <line x1={x} x2={x} y1={y(row.low ?? 0)} y2={y(row.high ?? 1)} />
      <circle cx={x} cy={y(row.precision)} r={5} />
    </g>
  );
}

function Bar({ row, x, most }: { row: RuleFigures; x: number; most: number }) {
  const tall = (BARS - 8) * (row.raised / most);
  const floor = TOP + TALL + BARS;
  return (
    <>
      <rect class="wchart__bar" x={x - 11} y={floor - tall} width={22} height={tall} />
      <text x={x} y={floor - tall - 3} text-anchor="middle">
        {row.raised || ""}
      </text>
    </>
  );
}

const told = (row: RuleFigures) =>
  r("chart.week", { week: row.week, raised: row.raised, right: rightOf(row), n: row.judged });

/** `rows`: newest first, as in the table; drawn from the left, the oldest first. */
export function WeekChart({ rows }: { rows: readonly RuleFigures[] }) {
  const weeks = rows.toReversed();
  const wide = LEFT + STEP * weeks.length;
  const most = Math.max(1, ...weeks.map((row) => row.raised));
  const every = Math.ceil(weeks.length / 13);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways is reached by key
    <section class="rscroll" tabIndex={0} aria-label={r("chart.title")}>
      <svg
        class="wchart"
        role="img"
        aria-label={`${r("chart.title")}. ${weeks.map(told).join(" ")}`}
        viewBox={`0 0 ${wide} ${BOTTOM}`}
        width={wide}
        height={BOTTOM}
      >
        {MARKS.map((share) => (
          <g key={share}>
            <line class="wchart__grid" x1={LEFT} x2={wide} y1={y(share)} y2={y(share)} />
            <text x={LEFT - 6} y={y(share) + 4} text-anchor="end">
              {percent(share)}
            </text>
          </g>
        ))}
        {weeks.map((row, at) => {
          const x = LEFT + STEP * (at + 0.5);
          return (
            <g key={row.week}>
              <title>{told(row)}</title>
              <Mark row={row} x={x} />
              <Bar row={row} x={x} most={most} />
              {(weeks.length - 1 - at) % every === 0 && (
                <text x={x} y={BOTTOM - 14} text-anchor="middle">
                  {row.week.slice(5)}
                </text>
              )}
            </g>
          );
        })}
      </svg>
    </section>
  );
}
