import { useEffect } from "preact/hooks";
import { watchFlags } from "./ledger";

let users = 0;
let stop: (() => void) | undefined;

/** The ledger is followed while anybody on the page needs it; the returned function lets go. */
export function holdFlags(): () => void {
  users += 1;
  stop ??= watchFlags();
  return () => {
    users -= 1;
    if (users > 0) return;
    stop?.();
    stop = undefined;
  };
}

export function useFlags(): void {
  useEffect(holdFlags, []);
}
