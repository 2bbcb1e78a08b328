import { signal } from "@preact/signals";
import { recall, remember } from "./memory";

/** Single-key shortcuts. Those that are characters can be switched off (WCAG 2.1.4) in the help
 * dialog; arrows, Escape and the like always work.
 */

/** What a key does; an act that answers false leaves the key to the browser. */
export type Keys = Record<string, (event: KeyboardEvent) => unknown>;

export const shortcutsOn = signal(recall("shortcuts") !== "off");

export function switchShortcuts(on: boolean): void {
  shortcutsOn.value = on;
  remember("shortcuts", on ? null : "off");
}

/** The name of a key press as the tables write it: `n`, `ArrowLeft`, `Shift+ArrowLeft`. */
export function nameOf(event: KeyboardEvent): string {
  return event.shiftKey && event.key.length > 1 ? `Shift+${event.key}` : event.key;
}

const TYPING = "input:not([type=checkbox], [type=range]), select, textarea, [contenteditable]";
const MOVED = "input[type=range], input[type=radio], [role=menu]";
const SCROLL: readonly string[] = ["ArrowUp", "ArrowDown", "Home", "End"];
const OWN_KEYS: Record<string, string> = {
  " ": "button, a, summary, input, select",
  ArrowLeft: MOVED,
  ArrowRight: MOVED,
  ArrowUp: MOVED,
  ArrowDown: MOVED,
  Home: MOVED,
  End: MOVED,
};

/** Does the focused thing want this key for itself? */
export function isTaken(key: string, target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest(TYPING) || target.closest("dialog")) return true;
  if (SCROLL.includes(key) && target.closest("[data-scrolls]")) return true;
  const own = OWN_KEYS[key.replace("Shift+", "")];
  return own !== undefined && target.closest(own) !== null;
}

/** Listen until `signal` aborts. */
export function listen(keys: Keys, signal: AbortSignal): void {
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || (!shortcutsOn.value && event.key.length === 1)) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const name = nameOf(event);
    const act = keys[name];
    if (!act || isTaken(name, event.target)) return;
    if (act(event) !== false) event.preventDefault();
  };
  document.addEventListener("keydown", onKey, { signal });
}
