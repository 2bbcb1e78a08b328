import { t } from "../../strings";
import type { CallModel } from "../model";
import { kindText } from "./bands";
import { GROUPS } from "./stack";

/** Names for the colours of the reasons and the patterns of the stretches. */
export function Legend({ model }: { model: CallModel }) {
  const kinds = [...new Set(model.detail.stretches.map((stretch) => stretch.kind))];
  return (
    <ul class="legend">
      {(model.points.length ? GROUPS : []).map((group) => (
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
