import { computed, signal } from "@preact/signals";
import { api, setCsrf, whenNotSignedIn } from "./api";
import { remember, whenRemembered } from "./memory";
import type { Me, View, ViewOut } from "./wire";

/** Who uses the page, and what they may. */

/** Null until the server has told, and where it does not answer. */
export const session = signal<Me | null>(null);
export const me = computed(() => session.value?.person ?? null);
/** Known not to be signed in: nothing but the way in can be shown. */
export const outside = computed(() => session.value !== null && session.value.person === null);

/** Somebody was signed in on this page, and is not any more. */
export const ended = signal(false);

export function setSession(told: Me): void {
  setCsrf(told.csrf);
  if (told.person) ended.value = false;
  else if (me.peek()) ended.value = true;
  session.value = told;
}

export async function askSession(): Promise<void> {
  const told = await api.me().catch(() => null);
  if (told) setSession(told);
}

/** May the reader do this? Where that is not known the server decides. */
export function may(right: string): boolean {
  return session.value?.rights.includes(right) ?? true;
}

/** Does the site ask people to sign in, and has this one? */
export const signedIn = computed(() => session.value?.sign_in === true && me.value !== null);

/** What the server says of a view; undefined: nothing. */
export function viewTold(view: View): ViewOut | undefined {
  return session.value?.views.find(({ name }) => name === view);
}

/** May the reader open this view? Where nothing is known the server decides. */
export function mayOpen(view: View): boolean {
  return session.value === null || viewTold(view)?.open === true;
}

whenNotSignedIn(askSession);

/** Who came in or left in one window did so in all of them. */
export function tellWindows(): void {
  remember("session", String(Date.now()));
}

whenRemembered("session", () => void askSession());
