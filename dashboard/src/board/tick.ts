import { type ReadonlySignal, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";

/** One clock for all that ticks; it runs only while somebody looks at it. */

const TICK_MS = 1000;
const current = signal(Date.now());
let lookers = 0;
let timer: ReturnType<typeof setInterval> | undefined;

/** The present moment (ms), told every second. */
export const now: ReadonlySignal<number> = current;

export function useTicking(): void {
  useEffect(() => {
    lookers += 1;
    current.value = Date.now();
    timer ??= setInterval(() => {
      current.value = Date.now();
    }, TICK_MS);
    return () => {
      lookers -= 1;
      if (lookers > 0) return;
      clearInterval(timer);
      timer = undefined;
    };
  }, []);
}
