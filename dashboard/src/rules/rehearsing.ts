import { signal } from "@preact/signals";
import { problemOf } from "../api";
import type { Problem, RehearsalOut, RehearsalRow } from "../wire";
import { rulesApi } from "./api";

/** The rehearsals of one rule: asked for until the newest is done. */

const PAUSE_MS = 1000;

export const isUnderWay = (state: RehearsalRow["state"]) =>
  state === "waiting" || state === "running";

export function openRehearsals(rule: string) {
  /** The one that is shown: the newest, unless another was chosen. */
  const shown = signal<RehearsalOut | null>(null);
  const rows = signal<readonly RehearsalRow[]>([]);
  const problem = signal<Problem | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  const run = async (act: () => Promise<void>) => {
    try {
      await act();
      problem.value = null;
    } catch (error) {
      problem.value = problemOf(error);
    }
  };

  const take = (told: RehearsalOut) => {
    if (closed) return;
    shown.value = told;
    rows.value = rows.peek().some(({ id }) => id === told.id)
      ? rows.peek().map((row) => (row.id === told.id ? told : row))
      : [told, ...rows.peek()];
    clearTimeout(timer);
    if (isUnderWay(told.state)) timer = setTimeout(() => void show(told.id), PAUSE_MS);
  };

  const show = (id: string) => run(async () => take(await rulesApi.rehearsal(rule, id)));

  return {
    shown,
    rows,
    problem,
    show,
    open: () =>
      run(async () => {
        rows.value = (await rulesApi.rehearsals(rule)).items;
        const [newest] = rows.value;
        if (newest) take(await rulesApi.rehearsal(rule, newest.id));
      }),
    ask: (number: number, days: number) =>
      run(async () => take(await rulesApi.rehearse(rule, number, days))),
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}

export type Rehearsals = ReturnType<typeof openRehearsals>;
