import type { ComponentChildren } from "preact";
import type { FrustrationOut, StretchOut } from "../../wire";
import type { CallModel } from "../model";

/** What the lanes draw; a stored call has it, and so has a running one. */
export interface LaneModel
  extends Pick<CallModel, "view" | "points" | "point" | "flags" | "byId" | "seek"> {
  readonly detail: { readonly stretches: readonly StretchOut[] };
  /** A score on speech that still goes on. */
  readonly provisional?: FrustrationOut | null;
}

export interface LaneProps {
  model: LaneModel;
  /** Pixels of the time axis. */
  width: number;
}

const LOW_WINDOW_PX = 860;

/** A lane's height; less in a low window, so that the transcript shows below. */
export function laneHeight(pixels: number): number {
  return Math.round(innerHeight < LOW_WINDOW_PX ? pixels * 0.78 : pixels);
}

interface FrameProps {
  name: string;
  hint?: string;
  height: number;
  kind: string;
  children: ComponentChildren;
}

/** A lane's name in the gutter and its drawing beside it. */
export function Lane({ name, hint, height, kind, children }: FrameProps) {
  return (
    <div class={`lane lane--${kind}`} style={{ height: `${height}px` }}>
      <div class="lane__name">
        {name}
        {hint && <small>{hint}</small>}
      </div>
      <div class="lane__drawing">{children}</div>
    </div>
  );
}
