import { useComputed, useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { Axis } from "../call/timeline/axis";
import { Bands, Events } from "../call/timeline/bands";
import { Curve } from "../call/timeline/curve_lane";
import { FlagLane } from "../call/timeline/flag_lane";
import type { LaneModel } from "../call/timeline/lane";
import { Legend } from "../call/timeline/legend";
import { StackLane } from "../call/timeline/stack_lane";
import { t } from "../strings";
import type { LiveModel } from "./model";

const UNMEASURED_PX = 900;
const TALL_PX = 1000; // in a lower window the newest words need the room
const LEAST_S = 60; // a young call does not fill the width, so that it can be seen to grow
const RECENT_S = 300;
/** The axis grows in steps; between them only what is new is drawn. */
const STEP_S = 15;

interface Props {
  model: LiveModel;
  seek(seconds: number): void;
}

/** The call so far on the same lanes as a stored one; it grows to the right. */
export function LiveTimeline({ model, seek }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const width = useSignal(UNMEASURED_PX);
  const recent = useSignal(false);
  const tall = innerHeight >= TALL_PX;
  useEffect(() => {
    const box = place.current;
    if (!box) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) width.value = Math.max(100, Math.round(entry.contentRect.width));
    });
    observer.observe(box);
    return () => observer.disconnect();
  }, []);
  const end = useComputed(() => {
    const heard = model.status.value?.heard_s ?? 0;
    return Math.max(LEAST_S, Math.ceil((heard + STEP_S / 3) / STEP_S) * STEP_S);
  });
  const view = useComputed(() => ({
    from: recent.value ? Math.max(0, end.value - RECENT_S) : 0,
    to: end.value,
  }));
  const points = model.points.value;
  const flags = model.flags.value;
  const stretches = model.stretches.value;
  const provisional = model.provisional.value;
  const drawn: LaneModel = useMemo(
    () => ({
      view,
      points,
      point: model.latest,
      flags,
      byId: model.byId.value,
      seek,
      detail: { stretches },
      provisional,
    }),
    [points, flags, stretches, provisional, view],
  );
  const lane = { model: drawn, width: width.value };
  const heard =
    ((model.status.value?.heard_s ?? 0) - view.value.from) / (end.value - view.value.from);
  return (
    <section class="timeline card" aria-label={t("time.title")}>
      <div class="timeline__tools">
        <Legend model={drawn} groups={tall} />
        {end.value > RECENT_S && <Span recent={recent} />}
      </div>
      <div class="timeline__body">
        <div class="timeline__measure" ref={place} aria-hidden="true">
          {model.ended.value === null && (
            <span class="livehand" style={{ left: `${Math.min(1, heard) * 100}%` }} />
          )}
        </div>
        <Bands {...lane} />
        <FlagLane {...lane} />
        <div class="timeline__lanes">
          <Curve {...lane} />
          {tall && points.length > 0 && <StackLane {...lane} />}
          <Events {...lane} />
          <Axis {...lane} />
        </div>
      </div>
    </section>
  );
}

function Span({ recent }: { recent: { value: boolean } }) {
  const choices = [
    [false, "live.span.all"],
    [true, "live.span.recent"],
  ] as const;
  return (
    <fieldset class="span" aria-label={t("live.span")}>
      {choices.map(([value, key]) => (
        <button
          key={key}
          type="button"
          class="span__choice"
          aria-pressed={recent.value === value}
          onClick={() => {
            recent.value = value;
          }}
        >
          {t(key)}
        </button>
      ))}
    </fieldset>
  );
}
