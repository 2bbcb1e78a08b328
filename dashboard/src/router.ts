import { computed, signal } from "@preact/signals";

/** Where the reader is: `#/calls?…`, `#/call/<id>?…`, `#/board`, `#/live/<id>` or `#/microphone`. */
export interface Route {
  name: "calls" | "call" | "board" | "live" | "microphone" | "lost";
  id: string;
  params: URLSearchParams;
}

export function parse(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const [name = "", id = "", ...rest] = path.split("/").map(decodeURIComponent);
  const params = new URLSearchParams(query);
  if (name === "" || (name === "calls" && !id)) return { name: "calls", id: "", params };
  if ((name === "call" || name === "live") && id && rest.length === 0) return { name, id, params };
  if ((name === "board" || name === "microphone") && !id) return { name, id, params };
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
