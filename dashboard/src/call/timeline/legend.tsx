import { t } from "../../strings";
import { kindText } from "./bands";
import type { LaneModel } from "./lane";
import { GROUPS } from "./stack";

/** Names for the colours of the reasons and the patterns of the stretches. */
export function Legend({ model, groups = true }: { model: LaneModel; groups?: boolean }) {
  const kinds = [...new Set(model.detail.stretches.map((stretch) => stretch.kind))];
  return (
    <ul class="legend">
      {(groups && model.points.length ? GROUPS : []).map((group) => (
        <li key={group}>
          <span class={`swatch group-${group}`} aria-hidden="true" />
          {t(`group.${group}`)}
        </li>
      ))}
      {kinds.map((kind) => (
        <li key={kind}>
          <svg class="swatch" width="14" height="10" aria-hidden="true">
            <rect width="14" height="10" fill={`url(#pattern-${kind})`} />
          </svg>
          {kindText(kind)}
        </li>
      ))}
    </ul>
  );
}
