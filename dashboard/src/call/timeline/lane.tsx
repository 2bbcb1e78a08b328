import type { ComponentChildren } from "preact";
import type { CallModel } from "../model";

export interface LaneProps {
  model: CallModel;
  /** Pixels of the time axis. */
  width: number;
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
