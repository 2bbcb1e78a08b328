import type { Signal } from "@preact/signals";
import { LevelGlyph } from "../../components/level";
import { clock, number } from "../../format";
import { levelOf } from "../../level";
import type { CallModel } from "../model";
import { pointAt } from "../turns";
import { scaleOf } from "./scale";

function Playhead({ model }: { model: CallModel }) {
  const time = model.player.time.value;
  const share = scaleOf(model.view.value).x(time);
  if (share < 0 || share > 1) return null;
  return <div class="playhead" style={{ left: `${share * 100}%` }} />;
}

function HoverHand({ model, seconds }: { model: CallModel; seconds: number }) {
  const share = scaleOf(model.view.value).x(seconds);
  const point = pointAt(model.points, seconds);
  return (
    <div class="hoverhand" style={{ left: `${share * 100}%` }}>
      <span class={share > 0.85 ? "hoverhand__label hoverhand__label--left" : "hoverhand__label"}>
        {clock(seconds)}
        {point && (
          <span class={`level-${levelOf(point.score)}`}>
            <LevelGlyph level={levelOf(point.score)} /> {number(point.score)}
          </span>
        )}
      </span>
    </div>
  );
}

/** The playhead and, under the mouse, a second hand with the score there. */
export function Hands({ model, hover }: { model: CallModel; hover: Signal<number | null> }) {
  return (
    <div class="hands" aria-hidden="true">
      {hover.value !== null && <HoverHand model={model} seconds={hover.value} />}
      <Playhead model={model} />
    </div>
  );
}
