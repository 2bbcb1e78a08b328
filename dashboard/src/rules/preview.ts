import { signal } from "@preact/signals";
import { problemOf, Refused } from "../api";
import type { PartOut, Problem, Rule } from "../wire";
import { rulesApi } from "./api";
import { type Faults, faultsIn } from "./model";

/** A rule on the editor's table: how it reads, and what is wrong with it. */

const PAUSE_MS = 350;

export function openDesk(start: Rule) {
  const rule = signal(start);
  const parts = signal<readonly PartOut[]>([]);
  const faults = signal<Faults>(new Map());
  const problem = signal<Problem | null>(null);
  const busy = signal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest = 0;

  const takeFault = (error: unknown) => {
    const isInput = error instanceof Refused && error.status === 400;
    if (isInput) faults.value = faultsIn(error.problem.message);
    else problem.value = problemOf(error);
  };

  const look = async () => {
    latest += 1;
    const mine = latest;
    try {
      const name = rule.peek().name || "–"; // a name is missed when it is saved, not before
      const told = await rulesApi.preview({ ...rule.peek(), name });
      if (mine !== latest) return;
      parts.value = told.parts;
      faults.value = new Map();
      problem.value = null;
    } catch (error) {
      if (mine === latest) takeFault(error);
    }
  };

  return {
    rule,
    parts,
    faults,
    problem,
    busy,
    look,
    change(part: Partial<Rule>) {
      rule.value = { ...rule.peek(), ...part };
      clearTimeout(timer);
      timer = setTimeout(() => void look(), PAUSE_MS);
    },
    /** Nothing more is asked for. */
    close() {
      clearTimeout(timer);
      latest += 1;
    },
    /** What is wrong is shown at the fields; a refusal of another kind as a whole. */
    async save<T>(act: (rule: Rule) => Promise<T>): Promise<T | null> {
      clearTimeout(timer);
      latest += 1;
      busy.value = true;
      problem.value = null;
      try {
        return await act(rule.peek());
      } catch (error) {
        takeFault(error);
        return null;
      } finally {
        busy.value = false;
      }
    },
  };
}

export type Desk = ReturnType<typeof openDesk>;
