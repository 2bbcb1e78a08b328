import { useLayoutEffect } from "preact/hooks";
import { listen } from "../keys";
import { undo } from "./act";
import type { FlagCard } from "./card";
import { type Act, currentOf, KEY_OF, question, toShow, undoable } from "./choice";
import { start } from "./do";
import { flagsOn } from "./ledger";

/** One key an act, on the flag of the call that the reader is at. */

const DIRECT: readonly Act[] = [
  "acknowledged",
  "acted",
  "escalated",
  "snoozed",
  "resolved",
  "reopened",
];

interface Options {
  /** The call the reader is at. */
  call(): string | null;
  /** Shows a call's flags, where an act asks something back. */
  show?(callId: string): void;
}

export function useFlagKeys({ call, show }: Options): void {
  useLayoutEffect(() => {
    const owner = new AbortController();
    const flag = (): FlagCard | null => {
      const id = call();
      return id === null ? null : currentOf(toShow(flagsOn(id).peek()));
    };
    const act = (...acts: Act[]) => {
      const found = flag();
      const done = found !== null && acts.some((each) => start(each, found));
      if (done && question.peek()) show?.(found.call_id);
      return done;
    };
    const keys = DIRECT.map((each) => [KEY_OF[each], () => act(each)] as const);
    const back = () => {
      const found = flag();
      if (!found || !undoable(found, Date.now())) return false;
      void undo(found);
      return true;
    };
    const claim = () => act("claimed", "back");
    listen({ ...Object.fromEntries(keys), c: claim, u: back }, owner.signal);
    return () => owner.abort();
  }, []);
}
