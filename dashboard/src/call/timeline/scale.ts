/** The shared time axis: which seconds of the call are on view, and where each falls. */

export interface View {
  from: number;
  to: number;
}

export interface Scale {
  /** Seconds → share of the width, 0–1 inside the view. */
  x(seconds: number): number;
  /** Share of the width → seconds. */
  at(share: number): number;
}

const NARROWEST_S = 5;

export function scaleOf(view: View): Scale {
  const span = Math.max(1e-6, view.to - view.from);
  return {
    x: (seconds) => (seconds - view.from) / span,
    at: (share) => view.from + share * span,
  };
}

/** Zoom by `factor` (> 1 shows less) around a second that stays where it is. */
export function zoom(view: View, factor: number, around: number, duration: number): View {
  const span = view.to - view.from;
  const next = Math.min(duration, Math.max(Math.min(NARROWEST_S, duration), span / factor));
  const share = span > 0 ? (around - view.from) / span : 0;
  return place(around - share * next, next, duration);
}

/** Move the view just so far that `seconds` is on it, a fifth in from the edge it left by. */
export function reveal(view: View, seconds: number, duration: number): View {
  if (seconds >= view.from && seconds <= view.to) return view;
  const span = view.to - view.from;
  return place(seconds - span * 0.2, span, duration);
}

function place(from: number, span: number, duration: number): View {
  const start = Math.min(Math.max(0, from), Math.max(0, duration - span));
  return { from: start, to: start + span };
}

/** Places in order, moved right where they would lie less than `gap` apart. */
export function spread(places: readonly number[], gap: number): number[] {
  let last = Number.NEGATIVE_INFINITY;
  return places.map((place) => {
    last = Math.max(place, last + gap);
    return last;
  });
}

const STEPS_S = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600];

/** Round seconds for the axis, at least `gap` of the width apart. */
export function ticks(view: View, gap: number): number[] {
  const span = view.to - view.from;
  const step = STEPS_S.find((candidate) => candidate / span >= gap) ?? 7200;
  const first = Math.ceil(view.from / step);
  const last = Math.floor(view.to / step + 1e-9);
  return Array.from(
    { length: Math.max(0, last - first + 1) },
    (_, index) => (first + index) * step,
  );
}
