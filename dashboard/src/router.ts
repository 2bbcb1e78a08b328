import { computed, signal } from "@preact/signals";
import type { View } from "./wire";

const PLAIN = [
  "calls",
  "board",
  "wall",
  "desk",
  "rules",
  "microphone",
  "account",
  "sign-in",
  "setup",
  "reset",
] as const satisfies readonly View[];
const WITH_ID = ["call", "live"] as const satisfies readonly View[];
const TABBED = "admin";

/** Where the reader is: `#/calls?…`, `#/board?…`, `#/call/<id>?…`, … */
export interface Route {
  name: (typeof PLAIN)[number] | (typeof WITH_ID)[number] | typeof TABBED | "lost";
  id: string;
  params: URLSearchParams;
}

export function parse(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const [name = "", id = "", ...rest] = path.split("/").map(decodeURIComponent);
  const params = new URLSearchParams(query);
  if (name === "") return { name: "calls", id: "", params };
  const plain = PLAIN.find((each) => each === name);
  if (plain && !id) return { name: plain, id: "", params };
  if (name === TABBED && rest.length === 0) return { name, id, params };
  const withId = WITH_ID.find((each) => each === name);
  if (withId && id && rest.length === 0) return { name: withId, id, params };
  return { name: "lost", id: "", params };
}

export function callsHref(params?: URLSearchParams): string {
  const query = params?.toString();
  return query ? `#/calls?${query}` : "#/calls";
}

export function callHref(id: string, params: Record<string, string> = {}): string {
  const query = new URLSearchParams(params).toString();
  return `#/call/${encodeURIComponent(id)}${query ? `?${query}` : ""}`;
}

export const boardHref = "#/board";
export const microphoneHref = "#/microphone";
export const deskHref = "#/desk";
export const rulesHref = "#/rules";
export const accountHref = "#/account";

export function adminHref(tab = ""): string {
  return tab ? `#/admin/${tab}` : "#/admin";
}

export function liveHref(id: string): string {
  return `#/live/${encodeURIComponent(id)}`;
}

const hash = signal(location.hash);
addEventListener("hashchange", () => {
  hash.value = location.hash;
});

export const route = computed(() => parse(hash.value));

/** Go to an address; `replace` leaves no entry in the history (filters, the playhead). */
export function go(href: string, replace = false): void {
  if (!replace) location.hash = href;
  else {
    history.replaceState(null, "", href);
    hash.value = href;
  }
}
