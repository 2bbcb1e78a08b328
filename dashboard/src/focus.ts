import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/** Keeps the keyboard's place: where the focused thing goes away, the focus goes to what stands
 * there now or stood beside it, not to the top of the page.
 */

interface Spot {
  element: Element;
  /** What it stands in, outward, and as which child. */
  within: readonly { parent: Element; index: number }[];
}

const ACTS = "a[href], button:not(:disabled), summary";
/** Nothing is typed into by mistake, nothing is done twice by a key that is pressed again. */
const HARMLESS = "a[href], summary";

let spot: Spot | null = null;

function spotOf(element: Element): Spot {
  const within = [];
  let child = element;
  while (child.parentElement) {
    const parent = child.parentElement;
    within.push({ parent, index: [...parent.children].indexOf(child) });
    child = parent;
  }
  return { element, within };
}

const there = (element: Element) =>
  element.isConnected && element.checkVisibility() && !element.closest("[inert]");

function takeFocus(element: Element | null | undefined): boolean {
  if (!(element instanceof HTMLElement) || !there(element)) return false;
  element.focus({ preventScroll: element.matches("main") });
  return document.activeElement === element;
}

/** A line of a list takes the focus itself: its button would do to it what was done to another. */
function enter(near: Element | undefined): boolean {
  if (!near || !there(near)) return false;
  if (near.matches(ACTS)) return takeFocus(near);
  if (!near.matches("li, tr")) return takeFocus(near.querySelector(ACTS));
  if (takeFocus(near.querySelector(HARMLESS))) return true;
  near.setAttribute("tabindex", "-1");
  return takeFocus(near);
}

function moveOn({ within }: Spot): void {
  for (const { parent, index } of within) {
    if (!there(parent)) continue;
    if (parent.matches("main, #app")) break; // the view is another one
    if (enter(parent.children[index]) || enter(parent.children[index - 1])) return;
  }
  takeFocus(document.querySelector("main"));
}

/** A busy button takes no focus for a moment, and has it back when it is done. */
function look(): void {
  const now = document.activeElement;
  if (!spot || (now && now !== document.body)) return;
  if (!there(spot.element)) moveOn(spot);
  else if (!spot.element.matches(":disabled")) takeFocus(spot.element);
}

/** Watch from now on. */
export function keepFocus(): void {
  const watch = new MutationObserver(look);
  const attributeFilter = ["disabled", "hidden", "inert", "open"];
  watch.observe(document.body, { childList: true, subtree: true, attributeFilter });
  document.addEventListener("focusin", ({ target }) => {
    spot = target instanceof Element ? spotOf(target) : null;
  });
  // Who leaves on purpose is left alone: what they left is still there.
  const left = ({ target }: Event) =>
    setTimeout(() => {
      const stands = target instanceof Element && there(target) && !target.matches(":disabled");
      if (stands && spot?.element === target && document.activeElement !== target) spot = null;
      else look();
    });
  document.addEventListener("focusout", left);
}

/** What appears in answer to a key or a click takes the focus: it is read next. */
export function useFocusAtFirst<E extends HTMLElement>(): RefObject<E | null> {
  const ref = useRef<E>(null);
  useLayoutEffect(() => ref.current?.focus(), []);
  return ref;
}

/** What takes the focus for a while gives it back to where it came from. */
export function useFocusBack<E extends HTMLElement>(): RefObject<E | null> {
  const ref = useRef<E>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    const box = ref.current;
    return () => {
      if (box?.contains(document.activeElement)) takeFocus(before);
    };
  }, []);
  return ref;
}
