import { clock } from "../../format";
import type { LaneProps } from "./lane";
import { scaleOf, ticks } from "./scale";

const LEAST_GAP_PX = 64;
const LABEL_PX = 40;

export function Axis({ model, width }: LaneProps) {
  const view = model.view.value;
  const { x } = scaleOf(view);
  return (
    <div class="axis" aria-hidden="true">
      {ticks(view, LEAST_GAP_PX / width)
        .filter((at) => x(at) < 1 - LABEL_PX / width)
        .map((at) => (
          <span key={at} class="axis__tick" style={{ left: `${x(at) * 100}%` }}>
            {clock(at)}
          </span>
        ))}
    </div>
  );
}
