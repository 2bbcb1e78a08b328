import { computed, effect, signal } from "@preact/signals";
import { api, problemOf } from "../api";
import { changed, missed } from "../live";
import { callsHref, go, route } from "../router";
import type { CallRow, Problem } from "../wire";
import { type Filters, isFiltered, PAGE, read, write } from "./query";

/** The list of calls: what the address asks for, kept up to date while somebody looks. */

export const rows = signal<readonly CallRow[]>([]);
export const total = signal<number | null>(null);
export const problem = signal<Problem | null>(null);
/** Agents and queues seen so far, to be suggested in the filters. */
export const seen = signal<{ agents: readonly string[]; queues: readonly string[] }>({
  agents: [],
  queues: [],
});

export const filters = computed(() => read(route.value.params));
export const filtered = computed(() => isFiltered(filters.value));

const limit = signal(PAGE);
const REFRESH_MS = 400;

export function setFilters(part: Partial<Filters>): void {
  limit.value = PAGE;
  go(callsHref(write({ ...filters.peek(), ...part })), true);
}

export function more(): void {
  limit.value = Math.min(200, limit.value + PAGE);
}

function remember(calls: readonly CallRow[]): void {
  const merge = (old: readonly string[], names: (string | null)[]) =>
    [...new Set([...old, ...names.filter((name): name is string => Boolean(name))])].sort();
  seen.value = {
    agents: merge(
      seen.peek().agents,
      calls.map((call) => call.agent_id),
    ),
    queues: merge(
      seen.peek().queues,
      calls.map((call) => call.queue),
    ),
  };
}

async function load(query: URLSearchParams, cancel: AbortSignal): Promise<void> {
  try {
    const list = await api.calls(query, cancel);
    rows.value = list.items;
    total.value = list.total;
    problem.value = null;
    remember(list.items);
  } catch (error) {
    const said = problemOf(error);
    if (said) problem.value = said;
  }
}

/** Follow the address and the server's news until the returned function is called. */
export function watch(): () => void {
  let request = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = () => {
    request.abort();
    request = new AbortController();
    const query = write(filters.peek());
    query.set("limit", String(limit.peek()));
    void load(query, request.signal);
  };
  const stopAsking = effect(() => {
    const key = `${write(filters.value)} ${limit.value}`;
    clearTimeout(timer);
    if (key) run();
  });
  const stopNews = effect(() => {
    const news = changed.value !== null || missed.value > 0;
    clearTimeout(timer);
    if (news) timer = setTimeout(run, REFRESH_MS);
  });
  return () => {
    stopAsking();
    stopNews();
    clearTimeout(timer);
    request.abort();
  };
}
