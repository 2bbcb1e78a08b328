import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { problemOf } from "../api";
import type { Problem } from "../wire";

export interface Asked<T> {
  data: Signal<T | null>;
  problem: Signal<Problem | null>;
  /** Acts, then asks anew; what goes wrong is kept as `problem`. */
  run(act?: () => Promise<unknown>): Promise<void>;
}

/** Something of the server that is shown, and changed by what the reader does; `key`: of which. */
export function useAsked<T>(load: () => Promise<T>, key: unknown = ""): Asked<T> {
  const data = useSignal<T | null>(null);
  const problem = useSignal<Problem | null>(null);
  const run = async (act?: () => Promise<unknown>) => {
    try {
      await act?.();
      data.value = await load();
      problem.value = null;
    } catch (error) {
      problem.value = problemOf(error);
    }
  };
  useEffect(() => void run(), [key]);
  return { data, problem, run };
}
