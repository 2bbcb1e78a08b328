import { computed, signal } from "@preact/signals";
import { SEVERITIES, type Severity } from "../flags/card";
import { recall, remember } from "../memory";
import { boardHref, go, route } from "../router";
import { SORTS, type Sort } from "./order";

/** What of the board is shown and how: it stands in the address and is remembered. */

export const LAYOUTS = ["list", "cards"] as const;

export interface View {
  team: string;
  queue: string;
  /** Only calls with an open flag as grave as this. */
  severity: Severity | "";
  /** Only calls whose flag is in my hands. */
  mine: boolean;
  sort: Sort;
  layout: (typeof LAYOUTS)[number];
}

export const ALL: View = {
  team: "",
  queue: "",
  severity: "",
  mine: false,
  sort: "worst",
  layout: "list",
};
const KEYS = Object.keys(ALL);

function oneOf<T extends string, D>(all: readonly T[], value: string | null, other: D): T | D {
  return all.find((each) => each === value) ?? other;
}

export function viewOf(params: URLSearchParams): View {
  return {
    team: params.get("team") ?? "",
    queue: params.get("queue") ?? "",
    severity: oneOf(SEVERITIES, params.get("severity"), ""),
    mine: params.get("mine") === "true",
    sort: oneOf(SORTS, params.get("sort"), ALL.sort),
    layout: oneOf(LAYOUTS, params.get("layout"), ALL.layout),
  };
}

/** Only what differs from the plain board. */
export function paramsOf(view: View): URLSearchParams {
  const told = Object.entries(view).filter(([key, value]) => value !== ALL[key as keyof View]);
  return new URLSearchParams(told.map(([key, value]) => [key, String(value)]));
}

const kept = signal(viewOf(new URLSearchParams(recall("board.view") ?? "")));

/** An address that names no filter means the view of the last time. */
export const view = computed<View>(() => {
  const { params } = route.value;
  return KEYS.some((key) => params.has(key)) ? viewOf(params) : kept.value;
});

export const filtered = computed(() => {
  const { team, queue, severity, mine } = view.value;
  return Boolean(team || queue || severity || mine);
});

/** The call that is open beside the list. */
export const opened = computed(() => route.value.params.get("call"));

function href(shown: View, call: string | null): string {
  const params = paramsOf(shown);
  if (call) params.set("call", call);
  const query = params.toString();
  return query ? `${boardHref}?${query}` : boardHref;
}

/** The address of the board as it is now, with a call open beside the list, or none. */
export function besideHref(call: string | null): string {
  return href(view.value, call);
}

/** The wall shows what the board shows. */
export function wallHref(): string {
  const query = paramsOf(view.value).toString();
  return query ? `#/wall?${query}` : "#/wall";
}

export function setView(part: Partial<View>): void {
  const next = { ...view.peek(), ...part };
  const query = paramsOf(next).toString();
  kept.value = next;
  remember("board.view", query || null);
  if (route.peek().name === "board") go(href(next, opened.peek()), true);
}

export const NOTHING: Partial<View> = { team: "", queue: "", severity: "", mine: false };
