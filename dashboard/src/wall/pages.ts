/** What of the wall's calls is shown: the worst ones always, the others page after page. */

export interface Fit {
  columns: number;
  rows: number;
}

const LEAST_WIDTH_EM = 22;
const LEAST_HEIGHT_EM = 16.5;

/** How many cards a box holds; its font size follows the window. */
export function fitOf(box: HTMLElement): Fit {
  const em = Number.parseFloat(getComputedStyle(box).fontSize) || 16;
  const fits = (pixels: number, least: number) => Math.max(1, Math.floor(pixels / (em * least)));
  return {
    columns: fits(box.clientWidth, LEAST_WIDTH_EM),
    rows: fits(box.clientHeight, LEAST_HEIGHT_EM),
  };
}

/** No more rows than are needed: few calls stand larger. */
export function usedFit(count: number, { columns, rows }: Fit): Fit {
  const fewer = Math.min(columns, Math.max(1, count));
  return { columns: fewer, rows: Math.min(rows, Math.max(1, Math.ceil(count / fewer))) };
}

/** The first row stays, so that the worst calls are never out of sight. */
function parted({ columns, rows }: Fit): { stay: number; turn: number } {
  if (rows < 2) return { stay: 0, turn: columns * rows };
  return { stay: columns, turn: columns * (rows - 1) };
}

export function pagesOf(count: number, fit: Fit): number {
  const { stay, turn } = parted(fit);
  return Math.max(1, Math.ceil((count - stay) / turn));
}

export function pageOf<T>(all: readonly T[], fit: Fit, page: number): T[] {
  const { stay, turn } = parted(fit);
  const from = stay + page * turn;
  return [...all.slice(0, stay), ...all.slice(from, from + turn)];
}
