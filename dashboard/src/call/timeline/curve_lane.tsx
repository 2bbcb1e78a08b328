import { LEVELS, levelOf } from "../../level";
import { t } from "../../strings";
import { band, line } from "./curve";
import { Lane, type LaneProps, laneHeight } from "./lane";
import { scaleOf } from "./scale";

const HEIGHT = laneHeight(148);
const PAD = 7;
const y = (score: number) => PAD + (1 - score) * (HEIGHT - 2 * PAD);

function Zones({ width }: { width: number }) {
  return LEVELS.map(({ level, from }, index) => {
    const top = y(LEVELS[index + 1]?.from ?? 1.05);
    const bottom = y(from === 0 ? -0.05 : from);
    return (
      <g key={level} class={`zone zone-${level}`}>
        <rect x="0" width={width} y={top} height={bottom - top} />
        {from > 0 && <line x1="0" x2={width} y1={y(from)} y2={y(from)} />}
        <text x={width - 6} y={y(from === 0 ? 0.03 : from) - 4} text-anchor="end">
          {t(`level.${level}`)}
        </text>
      </g>
    );
  });
}

function Gradient() {
  const stops = LEVELS.flatMap(({ level, from }, index) => [
    { level, at: from },
    { level, at: LEVELS[index + 1]?.from ?? 1 },
  ]);
  return (
    <linearGradient
      id="curve-levels"
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
  );
}

/** The frustration curve with its 90 % band; each measured point is a dot. */
export function Curve({ model, width }: LaneProps) {
  const { x } = scaleOf(model.view.value);
  const all = model.points.map((point) => ({ point, x: x(point.at_s) * width }));
  const now = model.point.value;
  return (
    <Lane name={t("time.curve")} hint={t("time.curve.hint")} height={HEIGHT} kind="curve">
      <svg width={width} height={HEIGHT} aria-hidden="true">
        <defs>
          <Gradient />
        </defs>
        <Zones width={width} />
        <path
          class="curve__band"
          d={band(
            all.map((each) => ({ x: each.x, y: y(each.point.high) })),
            all.map((each) => ({ x: each.x, y: y(each.point.low) })),
          )}
        />
        <path
          class="curve__line"
          d={line(all.map((each) => ({ x: each.x, y: y(each.point.score) })))}
        />
        {model.provisional && (
          <circle
            class={`curve__dot curve__dot--open level-${levelOf(model.provisional.score)}`}
            cx={x(model.provisional.at_s) * width}
            cy={y(model.provisional.score)}
            r="4.5"
          />
        )}
        {all.map(({ point, x: cx }) => (
          <circle
            key={point.utterance_id}
            class={`curve__dot level-${levelOf(point.score)} ${point === now ? "curve__dot--now" : ""}`}
            cx={cx}
            cy={y(point.score)}
            r={point === now ? 5.5 : 3}
          />
        ))}
      </svg>
      {all.length === 0 && !model.provisional && (
        <p class="lane__nothing">
          <span>{t("time.unheard")}</span>
        </p>
      )}
    </Lane>
  );
}
