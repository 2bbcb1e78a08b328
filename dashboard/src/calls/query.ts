/** The list's filters, as they stand in the address and as the server is asked. */

export const SORTS = ["newest", "oldest", "peak", "end", "longest", "flags"] as const;
export type Sort = (typeof SORTS)[number];
export const PAGE = 50;

export interface Filters {
  q: string;
  agent: string;
  queue: string;
  minPeak: number;
  flagged: boolean;
  sort: Sort;
}

export function read(params: URLSearchParams): Filters {
  const minPeak = Number(params.get("min_peak") ?? 0);
  return {
    q: params.get("q") ?? "",
    agent: params.get("agent") ?? "",
    queue: params.get("queue") ?? "",
    minPeak: minPeak > 0 && minPeak <= 1 ? minPeak : 0,
    flagged: params.get("flagged") === "true",
    sort: SORTS.find((sort) => sort === params.get("sort")) ?? "newest",
  };
}

/** Only what differs from the default, so that addresses stay short. */
export function write(filters: Filters): URLSearchParams {
  const params = new URLSearchParams();
  if (filters.q) params.set("q", filters.q);
  if (filters.agent) params.set("agent", filters.agent);
  if (filters.queue) params.set("queue", filters.queue);
  if (filters.minPeak) params.set("min_peak", String(filters.minPeak));
  if (filters.flagged) params.set("flagged", "true");
  if (filters.sort !== "newest") params.set("sort", filters.sort);
  return params;
}

export function isFiltered(filters: Filters): boolean {
  return Boolean(filters.q || filters.agent || filters.queue || filters.minPeak || filters.flagged);
}
