import { type Signal, signal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { problemOf } from "../api";
import { whileSeen } from "../while_seen";
import type { Problem } from "../wire";

export interface Asked<T> {
  data: Signal<T | null>;
  problem: Signal<Problem | null>;
  /** Acts, then asks anew; what goes wrong is kept as `problem`. */
  run(act?: () => Promise<unknown>): Promise<void>;
  /** Asks anew; what an act left wrong stays told. */
  look(): Promise<void>;
}

/** Something of the server, as it was told last: an older answer never takes a newer one's place. */
export function asking<T>(load: () => Promise<T>): Asked<T> {
  const data = signal<T | null>(null);
  const problem = signal<Problem | null>(null);
  let asked = 0;
  let byAct = false; // is what is wrong that of an act?
  const look = async () => {
    asked += 1;
    const mine = asked;
    try {
      const told = await load();
      if (mine !== asked) return;
      data.value = told;
      if (!byAct) problem.value = null;
    } catch (error) {
      if (mine === asked && !byAct) problem.value = problemOf(error);
    }
  };
  const run = async (act?: () => Promise<unknown>) => {
    try {
      await act?.();
      byAct = false;
    } catch (error) {
      problem.value = problemOf(error);
      byAct = problem.peek() !== null;
      return;
    }
    await look();
  };
  return { data, problem, run, look };
}

/** Something of the server that is shown, and changed by what the reader does; `key`: of which. */
export function useAsked<T>(load: () => Promise<T>, key: unknown = ""): Asked<T> {
  const newest = useRef(load);
  newest.current = load;
  const asked = useMemo(() => asking(() => newest.current()), []);
  useEffect(() => void asked.run(), [key]);
  return asked;
}

/** Asked anew by itself, every few seconds while the page is seen. */
export function useFresh({ look }: Pick<Asked<unknown>, "look">): void {
  useEffect(() => whileSeen(look), []);
}
