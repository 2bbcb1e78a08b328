import type { CallDetail, CallList, JobList, JobOut, Peaks, Problem, Site } from "./wire";

/** The page may be served under a prefix, so every address is relative to the document. */
export const root = new URL(".", document.baseURI);

export function at(path: string): string {
  return new URL(path.replace(/^\//, ""), root).href;
}

/** A refusal, in the words of the server. */
export class Refused extends Error {
  constructor(
    readonly problem: Problem,
    readonly status: number,
  ) {
    super(problem.message);
  }
}

/** Anything that went wrong, as a Problem; null when it was cancelled on purpose. */
export function problemOf(error: unknown): Problem | null {
  if (error instanceof Refused) return error.problem;
  if (error instanceof DOMException && error.name === "AbortError") return null;
  return { code: "offline", message: "", fix: "" };
}

export async function refusal(response: Response): Promise<Refused> {
  const said = (await response.json().catch(() => null)) as Partial<Problem> | null;
  const message = said?.message || `${response.status} ${response.statusText}`.trim();
  return new Refused(
    { code: said?.code || "http", message, fix: said?.fix ?? "" },
    response.status,
  );
}

async function ask<T>(path: string, init: RequestInit = {}): Promise<T> {
  const response = await fetch(at(path), { headers: { Accept: "application/json" }, ...init });
  if (!response.ok) throw await refusal(response);
  return (await response.json()) as T;
}

const id = encodeURIComponent;
type Cancel = AbortSignal | null;

export const api = {
  site: () => ask<Site>("api/site"),
  calls: (query: URLSearchParams, signal: Cancel = null) =>
    ask<CallList>(`api/calls?${query}`, { signal }),
  call: (callId: string, analysis: string | null, signal: Cancel = null) =>
    ask<CallDetail>(`api/calls/${id(callId)}${analysis ? `?analysis=${id(analysis)}` : ""}`, {
      signal,
    }),
  peaks: (url: string, signal: Cancel = null) => ask<Peaks>(url, { signal }),
  again: (callId: string) => ask<JobOut>(`api/calls/${id(callId)}/again`, { method: "POST" }),
  swapRoles: (callId: string) =>
    ask<JobOut>(`api/calls/${id(callId)}/roles`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: "{}",
    }),
  jobs: () => ask<JobList>("api/jobs"),
  exportUrl: (callId: string, format: string, analysis: string) =>
    at(`api/calls/${id(callId)}/export/${format}?analysis=${id(analysis)}`),
};
