/** Smooth lines through measured points that never overshoot them. */

export interface Point {
  x: number;
  y: number;
}

/**
 * Tangents of a monotone cubic (Fritsch & Carlson 1980, with Steffen's 1990 limiter): between two
 * points the line never leaves their range, so it invents no peak.
 */
export function tangents(points: readonly Point[]): number[] {
  const slopes = points.slice(1).map((point, index) => {
    const before = points[index] as Point;
    return (point.y - before.y) / Math.max(1e-9, point.x - before.x);
  });
  return points.map((_, index) => {
    const left = slopes[index - 1];
    const right = slopes[index];
    if (left === undefined || right === undefined) return left ?? right ?? 0;
    if (left * right <= 0) return 0;
    return (
      Math.sign(left) * Math.min(Math.abs(left), Math.abs(right), Math.abs(left + right) / 4) * 2
    );
  });
}

const f = (value: number) => value.toFixed(2);

function segments(points: readonly Point[]): string {
  const slopes = tangents(points);
  return points
    .slice(1)
    .map((end, index) => {
      const start = points[index] as Point;
      const third = (end.x - start.x) / 3;
      const one = start.y + third * (slopes[index] ?? 0);
      const two = end.y - third * (slopes[index + 1] ?? 0);
      return `C${f(start.x + third)} ${f(one)} ${f(end.x - third)} ${f(two)} ${f(end.x)} ${f(end.y)}`;
    })
    .join("");
}

export function line(points: readonly Point[]): string {
  const first = points[0];
  return first ? `M${f(first.x)} ${f(first.y)}${segments(points)}` : "";
}

/** The area between an upper and a lower line with the same x values. */
export function band(upper: readonly Point[], lower: readonly Point[]): string {
  const back = lower.toReversed().map((point) => ({ x: -point.x, y: point.y }));
  const first = back[0];
  if (!first || !upper.length) return "";
  // Reversed points run right to left; mirroring keeps the tangents those of the forward line.
  const mirrored = segments(back).replace(
    /(-?[\d.]+) (-?[\d.]+)/g,
    (_, x: string, y: string) => `${f(-Number(x))} ${y}`,
  );
  return `${line(upper)}L${f(-first.x)} ${f(first.y)}${mirrored}Z`;
}
