import type { Move } from "./flags/card";
import type {
  CallDetail,
  CallList,
  FlagCard,
  FlagList,
  Health,
  JobList,
  JobOut,
  Me,
  Peaks,
  Problem,
  Site,
} from "./wire";

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

/** A problem that the page itself tells, in the reader's language; the server's words are English. */
export interface OwnProblem extends Problem {
  own: true;
}

export function ownProblem(code: string, message: string, fix = ""): OwnProblem {
  return { code, message, fix, own: true };
}

let csrf = "";

export function setCsrf(token: string): void {
  csrf = token;
}

/** What a request that changes something shows, so that no other page can make it. */
export function csrfHeader(): Record<string, string> {
  return csrf ? { "X-CSRF-Token": csrf } : {};
}

let renew: () => Promise<void> = async () => undefined;

/** `act` asks anew who is signed in: the session is over, or it is another one by now. */
export function whenNotSignedIn(act: () => Promise<void>): void {
  renew = act;
}

const RENEWED: readonly string[] = ["not_signed_in", "csrf"];

export async function refusal(response: Response): Promise<Refused> {
  const refused = await refusedBy(response);
  if (RENEWED.includes(refused.problem.code)) await renew();
  return refused;
}

async function refusedBy(response: Response): Promise<Refused> {
  const said = (await response.json().catch(() => null)) as Partial<Problem> | null;
  const message = said?.message || `${response.status} ${response.statusText}`.trim();
  return new Refused(
    { code: said?.code || "http", message, fix: said?.fix ?? "" },
    response.status,
  );
}

/** A line that went silent would keep a request for ever, and a few of them all others back. */
const ANSWER_MS = 40_000;

function within(limit_ms: number, cancel?: AbortSignal | null): AbortSignal {
  const limit = AbortSignal.timeout(limit_ms);
  return cancel ? AbortSignal.any([cancel, limit]) : limit;
}

/** Ask for something. */
export async function ask<T>(path: string, init: RequestInit = {}): Promise<T> {
  const given = { headers: { Accept: "application/json" }, ...init };
  const response = await fetch(at(path), { ...given, signal: within(ANSWER_MS, init.signal) });
  if (!response.ok) throw await refusal(response);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** Ask for a change; once more where the session has become another one meanwhile. */
export async function send<T>(path: string, body: unknown = {}, method = "POST"): Promise<T> {
  const request = () => {
    const headers = { Accept: "application/json", "Content-Type": "application/json" };
    const init = { method, headers: { ...headers, ...csrfHeader() }, body: JSON.stringify(body) };
    return ask<T>(path, init);
  };
  try {
    return await request();
  } catch (error) {
    if (error instanceof Refused && error.problem.code === "csrf") return request();
    throw error;
  }
}

const id = encodeURIComponent;
/** It is asked every half a minute. */
const HEALTH_MS = 20_000;
type Cancel = AbortSignal | null;

export const api = {
  site: () => ask<Site>("api/site"),
  /** What is wrong is told with 503, and told all the same. */
  health: async (): Promise<Health> => {
    const signal = within(HEALTH_MS);
    const headers = { Accept: "application/json" };
    const response = await fetch(at("api/health"), { headers, signal });
    if (!response.ok && response.status !== 503) throw await refusal(response);
    return (await response.json()) as Health;
  },
  calls: (query: URLSearchParams, signal: Cancel = null) =>
    ask<CallList>(`api/calls?${query}`, { signal }),
  call: (callId: string, analysis: string | null, signal: Cancel = null) =>
    ask<CallDetail>(`api/calls/${id(callId)}${analysis ? `?analysis=${id(analysis)}` : ""}`, {
      signal,
    }),
  peaks: (url: string, signal: Cancel = null) => ask<Peaks>(url, { signal }),
  me: () => ask<Me>("api/me"),
  again: (callId: string) => send<JobOut>(`api/calls/${id(callId)}/again`),
  swapRoles: (callId: string) => send<JobOut>(`api/calls/${id(callId)}/roles`),
  moveFlag: (flagId: string, move: Move) => send<FlagCard>(`api/flags/${id(flagId)}/move`, move),
  /** Flags of calls that are over, whose outcome nobody has told. */
  flagsAfter: () => ask<FlagList>("api/flags?open=true&ended=true&limit=100"),
  undoFlag: (flagId: string, number: number) =>
    send<FlagCard>(`api/flags/${id(flagId)}/undo`, { number }),
  jobs: () => ask<JobList>("api/jobs"),
  exportUrl: (callId: string, format: string, analysis: string) =>
    at(`api/calls/${id(callId)}/export/${format}?analysis=${id(analysis)}`),
};
