import { t } from "../strings";
import type { FlagOut } from "../wire";

export type Severity = FlagOut["severity"];

const SHAPES: Record<Severity, string> = {
  information: "M8 1.6a6.4 6.4 0 1 0 0 12.8A6.4 6.4 0 1 0 8 1.600Z",
  watch: "M8 1.3 15.3 14.300H.700Z",
  act: "M5.3 1.300h5.400l4 4v5.400l-4 4H5.300l-4-4V5.300Z",
};

/** Circle, triangle, octagon: severity by shape as well as by colour. */
export function SeverityMark({ severity, size = 16 }: { severity: Severity; size?: number }) {
  return (
    <svg
      class={`severity severity-${severity}`}
      viewBox="0 0 16 16"
      width={size}
      height={size}
      aria-hidden="true"
    >
      <path d={SHAPES[severity]} />
      <path
        class="severity__sign"
        d={severity === "information" ? "M8 7.300v4 M8 4.600v.1" : "M8 5v4.2 M8 11.700v.1"}
      />
    </svg>
  );
}

export function SeverityBadge({ severity, text }: { severity: Severity; text?: string }) {
  return (
    <span class={`badge severity-${severity}`}>
      <SeverityMark severity={severity} />
      {text ?? t(`severity.${severity}`)}
    </span>
  );
}
