import { useLayoutEffect } from "preact/hooks";
import { isUnclaimed } from "../flags/card";
import { useFlagKeys } from "../flags/hotkeys";
import { openFlags } from "../flags/ledger";
import { listen } from "../keys";
import { go } from "../router";
import { order } from "./board";
import { nextLayout } from "./filters";
import { togglePin } from "./pins";
import { pointed } from "./pointed";
import { besideHref, opened, wallHref } from "./view";

/** The board's keys; the help dialog lists them. */

/** The call the reader is at: the row with the focus, else the one that is open. */
function present(): string | null {
  return pointed.peek() ?? opened.peek();
}

function show(callId: string): void {
  if (opened.peek() !== callId) go(besideHref(callId));
}

/** The gravest flag that waits for somebody, on another call than the open one. */
export function nextInNeed(): string | null {
  const waiting = openFlags.peek().filter(isUnclaimed);
  return waiting.find((flag) => flag.call_id !== opened.peek())?.call_id ?? null;
}

function toNeed(): boolean {
  const call = nextInNeed();
  if (call !== null) show(call);
  return call !== null;
}

/** From the open call to the one below or above it in the list. */
function along(by: 1 | -1): boolean {
  const call = opened.peek();
  if (call === null) return false;
  const next = order.peek()[order.peek().indexOf(call) + by];
  if (next !== undefined) go(besideHref(next), true);
  return true;
}

function pin(): boolean {
  const call = present();
  if (call !== null) togglePin(call);
  return call !== null;
}

export function useBoardKeys(): void {
  useFlagKeys({ call: present, show });
  useLayoutEffect(() => {
    const owner = new AbortController();
    listen(
      {
        n: toNeed,
        p: pin,
        v: nextLayout,
        w: () => go(wallHref()),
        "Shift+ArrowDown": () => along(1),
        "Shift+ArrowUp": () => along(-1),
      },
      owner.signal,
    );
    return () => owner.abort();
  }, []);
}
