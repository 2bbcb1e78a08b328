import { useMemo } from "preact/hooks";
import { t } from "../../strings";
import { Lane, type LaneProps, laneHeight } from "./lane";
import { scaleOf } from "./scale";
import { columns, extent } from "./stack";

const HEIGHT = laneHeight(84);
const PAD = 4;
const NARROWEST_PX = 4;

/** What moved each point: log-odds of the witnesses, stacked up (raises) and down (calms). */
export function StackLane({ model, width }: LaneProps) {
  const all = useMemo(() => columns(model.points, model.byId), [model]);
  const { up, down } = extent(all);
  const { x } = scaleOf(model.view.value);
  const unit = (HEIGHT - 2 * PAD) / (up + down);
  const y = (odds: number) => PAD + (up - odds) * unit;
  return (
    <Lane name={t("time.stack")} hint={t("time.stack.hint")} height={HEIGHT} kind="stack">
      <svg width={width} height={HEIGHT} aria-hidden="true">
        <text class="stack__side" x={width - 6} y="13" text-anchor="end">
          {`↑ ${t("time.raises")}`}
        </text>
        <text class="stack__side" x={width - 6} y={HEIGHT - 5} text-anchor="end">
          {`↓ ${t("time.calms")}`}
        </text>
        <line class="stack__zero" x1="0" x2={width} y1={y(0)} y2={y(0)} />
        {all.map((column) => {
          const left = x(column.start_s) * width;
          const wide = Math.max(NARROWEST_PX, (x(column.end_s) - x(column.start_s)) * width - 1);
          const now = model.point.value === column.point;
          return (
            <g key={column.point.utterance_id} class={now ? "stack stack--now" : "stack"}>
              {column.pieces.map((piece) => (
                <rect
                  key={piece.group}
                  class={`group-${piece.group}`}
                  x={left}
                  width={wide}
                  y={Math.min(y(piece.from), y(piece.to))}
                  height={Math.max(1, Math.abs(y(piece.from) - y(piece.to)))}
                />
              ))}
            </g>
          );
        })}
      </svg>
    </Lane>
  );
}
