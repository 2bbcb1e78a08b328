import { clock, humanise } from "../../format";
import { lookup, t } from "../../strings";
import type { StretchOut } from "../../wire";
import { Lane, type LaneProps } from "./lane";
import { scaleOf } from "./scale";

const HEIGHT = 22;
const LABEL_PX_PER_LETTER = 6.4;
const KINDS = ["hold", "dead_air", "overlap", "interruption", "redacted", "unheard"] as const;

export function kindText(kind: string): string {
  return lookup(`stretch.${kind}`) ?? humanise(kind);
}

/** Each kind has its own pattern, so that colour is not needed to tell them apart. */
export function Patterns() {
  return (
    <svg class="hidden" width="0" height="0" aria-hidden="true">
      <defs>
        {KINDS.map((kind) => (
          <pattern
            key={kind}
            id={`pattern-${kind}`}
            class={`stretch-${kind}`}
            width="8"
            height="8"
            patternUnits="userSpaceOnUse"
          >
            <rect class="pattern__ground" width="8" height="8" />
            <path class="pattern__mark" d={MARKS[kind]} />
          </pattern>
        ))}
      </defs>
    </svg>
  );
}

const MARKS = {
  hold: "M-2 10 10-2 M-2 2 2-2 M6 10 10 6",
  dead_air: "M2 2h.1 M6 6h.1",
  overlap: "M0 0l8 8 M8 0 0 8",
  interruption: "M2 0v8 M6 0v8",
  redacted: "M0 2h8 M0 4h8 M0 6h8 M0 8h8",
  unheard: "M2 2 6 6 M6 2 2 6",
} as const;

const fillOf = (kind: string) =>
  `url(#pattern-${KINDS.find((known) => known === kind) ?? "dead_air"})`;

interface Place {
  stretch: StretchOut;
  left: number;
  wide: number;
}

function places({ model, width }: LaneProps): Place[] {
  const { x } = scaleOf(model.view.value);
  return model.detail.stretches
    .map((stretch) => {
      const left = x(stretch.start_s) * width;
      return { stretch, left, wide: Math.max(3, x(stretch.end_s) * width - left) };
    })
    .filter(({ left, wide }) => left + wide > 0 && left < width);
}

/** The stretches as faint bands behind every lane. */
export function Bands(lane: LaneProps) {
  return (
    <svg class="bands" width={lane.width} height="100%" aria-hidden="true">
      {places(lane).map(({ stretch, left, wide }) => (
        <rect
          key={`${stretch.kind}${stretch.start_s}`}
          x={left}
          width={wide}
          y="0"
          height="100%"
          fill={fillOf(stretch.kind)}
        />
      ))}
    </svg>
  );
}

function labelOf(stretch: StretchOut): string {
  return t("stretch.label", {
    kind: kindText(stretch.kind),
    from: clock(stretch.start_s),
    to: clock(stretch.end_s),
  });
}

/** The stretches by name, in their own lane. */
export function Events(lane: LaneProps) {
  if (lane.model.detail.stretches.length === 0) return null;
  return (
    <Lane name={t("time.events")} height={HEIGHT} kind="events">
      <ul class="events">
        {places(lane).map(({ stretch, left, wide }) => {
          const text = kindText(stretch.kind);
          const fits = wide > text.length * LABEL_PX_PER_LETTER + 10;
          return (
            <li
              key={`${stretch.kind}${stretch.start_s}`}
              class={`event stretch-${stretch.kind}`}
              style={{ left: `${left}px`, width: `${wide}px` }}
              title={labelOf(stretch)}
            >
              <svg width="100%" height="100%" aria-hidden="true">
                <rect width="100%" height="100%" fill={fillOf(stretch.kind)} />
              </svg>
              <span class={fits ? "event__label" : "hidden"}>{fits ? text : labelOf(stretch)}</span>
            </li>
          );
        })}
      </ul>
    </Lane>
  );
}
