import type { Signal } from "@preact/signals";
import { clock, number } from "../../format";
import { levelOf } from "../../level";
import { t } from "../../strings";
import type { CallModel } from "../model";
import { scaleOf } from "./scale";

interface SliderProps {
  model: CallModel;
  hover: Signal<number | null>;
}

function valueText(model: CallModel): string {
  const values = { time: clock(model.player.time.value), total: clock(model.duration) };
  const point = model.point.value;
  if (!point) return t("time.value", values);
  const level = t(`level.${levelOf(point.score)}`);
  return t("time.value.score", { ...values, score: number(point.score), level });
}

const PAGE_S = 15;
const STEP_S = 5;

function keyed(model: CallModel, event: KeyboardEvent): void {
  const here = model.player.time.peek();
  const step = event.shiftKey ? 1 : STEP_S;
  const targets: Record<string, number> = {
    ArrowUp: here + step,
    ArrowRight: here + step,
    ArrowDown: here - step,
    ArrowLeft: here - step,
    PageUp: here + PAGE_S,
    PageDown: here - PAGE_S,
    Home: 0,
    End: model.duration,
  };
  const target = targets[event.key];
  if (target === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  model.seek(target);
}

/** The surface over the lanes: a click or drag seeks; for assistive technology it is a slider. */
export function Slider({ model, hover }: SliderProps) {
  const secondsAt = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    const box = event.currentTarget.getBoundingClientRect();
    const seconds = scaleOf(model.view.peek()).at((event.clientX - box.left) / box.width);
    return Math.max(0, Math.min(model.duration, seconds));
  };
  return (
    <div
      class="slider"
      role="slider"
      tabIndex={0}
      aria-label={t("time.position")}
      aria-valuemin={0}
      aria-valuemax={Math.round(model.duration)}
      aria-valuenow={Math.round(model.player.time.value)}
      aria-valuetext={valueText(model)}
      onKeyDown={(event) => keyed(model, event)}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        model.seek(secondsAt(event));
      }}
      onPointerMove={(event) => {
        hover.value = secondsAt(event);
        if (event.currentTarget.hasPointerCapture(event.pointerId)) model.seek(hover.value);
      }}
      onPointerLeave={() => {
        hover.value = null;
      }}
    />
  );
}
