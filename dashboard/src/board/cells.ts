import { type Signal, useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

/**
 * Which rows of a long list are drawn: those in sight and a few around them. All rows are equally
 * high; the style sheet says how high (`--row`), how far apart (`--gap`), how wide at least
 * (`--least`), all in px without the unit, and so how many stand side by side.
 */

const AROUND = 3;

export interface Grid {
  columns: number;
  row: number;
  gap: number;
}

/** The first row drawn and the one after the last, in rows of cells. */
export interface Span {
  from: number;
  to: number;
}

function numberIn(style: CSSStyleDeclaration, name: string, other: number): number {
  return Number.parseFloat(style.getPropertyValue(name)) || other;
}

function gridOf(list: HTMLElement): Grid {
  const style = getComputedStyle(list);
  const gap = numberIn(style, "--gap", 10);
  const least = numberIn(style, "--least", 300);
  const columns = Math.max(1, Math.floor((list.clientWidth + gap) / (least + gap)));
  return { columns, row: numberIn(style, "--row", 104), gap };
}

function spanOf(list: HTMLElement, { row, gap }: Grid): Span {
  const { top } = list.getBoundingClientRect();
  const pitch = row + gap;
  return {
    from: Math.max(0, Math.floor(-top / pitch) - AROUND),
    to: Math.max(1, Math.ceil((innerHeight - top) / pitch) + AROUND),
  };
}

function same<T extends object>(a: T, b: T): boolean {
  return (Object.keys(a) as (keyof T)[]).every((key) => a[key] === b[key]);
}

function settle<T extends object>(signal: Signal<T>, value: T): void {
  if (!same(signal.peek(), value)) signal.value = value;
}

/** Follows the window, whichever box around the list scrolls; `again` measures anew. */
export function useCells(list: RefObject<HTMLElement | null>, again: string) {
  const grid = useSignal<Grid>({ columns: 1, row: 104, gap: 10 });
  const span = useSignal<Span>({ from: 0, to: 12 });
  useEffect(() => {
    const box = list.current;
    if (!box) return undefined;
    const owner = new AbortController();
    const look = () => settle(span, spanOf(box, grid.peek()));
    const measure = () => {
      settle(grid, gridOf(box));
      look();
    };
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    const heard = { signal: owner.signal, passive: true };
    addEventListener("scroll", look, { ...heard, capture: true });
    addEventListener("resize", measure, heard);
    measure();
    return () => {
      observer.disconnect();
      owner.abort();
    };
  }, [again]);
  return { grid, span };
}

/** Where cell `index` stands. */
export function placeOf(index: number, { columns, row, gap }: Grid): string {
  const [across, down] = [index % columns, Math.floor(index / columns)];
  const width = `width:calc((100% - ${(columns - 1) * gap}px) / ${columns})`;
  const x = across ? `calc(${across * 100}% + ${across * gap}px)` : "0";
  return `${width};transform:translate(${x},${down * (row + gap)}px)`;
}

export function heightOf(count: number, { columns, row, gap }: Grid): number {
  const rows = Math.ceil(count / columns);
  return rows ? rows * (row + gap) - gap : 0;
}

/** The indexes to draw: those of the span, and one that must stay (it has the focus). */
export function drawn(
  count: number,
  { columns }: Grid,
  { from, to }: Span,
  kept: number,
): number[] {
  const first = Math.min(from * columns, Math.max(0, count - 1));
  const last = Math.min(count, to * columns);
  const found: number[] = [];
  if (kept >= 0 && kept < first) found.push(kept);
  for (let index = first; index < last; index += 1) found.push(index);
  if (kept >= last && kept < count) found.push(kept);
  return found;
}
