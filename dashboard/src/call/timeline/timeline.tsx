import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../../strings";
import type { CallModel } from "../model";
import { Axis } from "./axis";
import { Bands, Events } from "./bands";
import { Curve } from "./curve_lane";
import { FlagLane } from "./flag_lane";
import { Hands } from "./hands";
import { Legend } from "./legend";
import { Slider } from "./slider";
import { StackLane } from "./stack_lane";
import { Waves } from "./waves";
import { ZoomButtons } from "./zoom_buttons";

const UNMEASURED_PX = 900;

/** One time axis for everything: flags, curve, reasons, waveforms, events. */
export function Timeline({ model }: { model: CallModel }) {
  const lanes = useRef<HTMLDivElement>(null);
  const width = useSignal(UNMEASURED_PX);
  const hover = useSignal<number | null>(null);
  useEffect(() => {
    const place = lanes.current;
    if (!place) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) width.value = Math.max(100, Math.round(entry.contentRect.width));
    });
    observer.observe(place);
    return () => observer.disconnect();
  }, []);
  const lane = { model, width: width.value };
  return (
    <section class="timeline card" aria-label={t("time.title")}>
      <div class="timeline__tools">
        <Legend model={model} />
        <ZoomButtons model={model} />
      </div>
      <div class="timeline__body">
        <div class="timeline__measure" ref={lanes} aria-hidden="true" />
        <Bands {...lane} />
        <FlagLane {...lane} />
        <div class="timeline__lanes">
          <Curve {...lane} />
          {model.points.length > 0 && <StackLane {...lane} />}
          <Waves {...lane} />
          <Events {...lane} />
          <Axis {...lane} />
          <Slider model={model} hover={hover} />
        </div>
        <Hands model={model} hover={hover} />
      </div>
    </section>
  );
}
