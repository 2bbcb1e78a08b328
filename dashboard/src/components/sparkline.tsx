import { runs } from "../calls/runs";
import { number } from "../format";
import { LEVELS, trendOf } from "../level";
import { t } from "../strings";
import type { CallRow } from "../wire";

const WIDTH = 160;
const HEIGHT = 36;

const y = (score: number) => HEIGHT - 2 - score * (HEIGHT - 4);

function describe(call: CallRow): string {
  const { peak, end } = call.summary;
  const trend = trendOf(call.sparkline);
  if (peak === null || end === null || trend === null) return t("calls.spark.none");
  return t("calls.spark", { peak: number(peak), end: number(end), trend: t(`trend.${trend}`) });
}

/** A call's curve in a row of the list. */
export function Sparkline({ call }: { call: CallRow }) {
  return <Spark scores={call.sparkline} label={describe(call)} />;
}

interface SparkProps {
  scores: readonly (number | null)[];
  label: string;
}

/** A small curve: thresholds as faint lines, the line coloured by height. */
export function Spark({ scores, label }: SparkProps) {
  const step = WIDTH / Math.max(1, scores.length - 1);
  return (
    <svg
      class="spark"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {LEVELS.slice(1).map(({ level, from }) => (
        <line key={level} class="spark__threshold" x1="0" x2={WIDTH} y1={y(from)} y2={y(from)} />
      ))}
      {runs(scores).map((run) => {
        const points = run.scores.map((score, index) => `${(run.from + index) * step},${y(score)}`);
        const [first, last] = [run.from * step, (run.from + run.scores.length - 1) * step];
        return (
          <g key={run.from}>
            <polygon
              class="spark__area"
              points={`${first},${y(0)} ${points.join(" ")} ${last},${y(0)}`}
            />
            <polyline class="spark__line" points={points.join(" ")} />
          </g>
        );
      })}
    </svg>
  );
}

/** The gradient that colours every curve by its score; once a page. */
export function LevelGradient() {
  const stops = LEVELS.flatMap(({ level, from }, index) => [
    { level, at: from },
    { level, at: LEVELS[index + 1]?.from ?? 1 },
  ]);
  return (
    <svg class="hidden" width="0" height="0" aria-hidden="true">
      <defs>
        <linearGradient
          id="levels"
          gradientUnits="userSpaceOnUse"
          x1="0"
          x2="0"
          y1={y(0)}
          y2={y(1)}
        >
          {stops.map((stop) => (
            <stop key={`${stop.level}${stop.at}`} class={`stop-${stop.level}`} offset={stop.at} />
          ))}
        </linearGradient>
      </defs>
    </svg>
  );
}
