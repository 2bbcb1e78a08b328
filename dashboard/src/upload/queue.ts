import { computed, signal } from "@preact/signals";
import { ownProblem, problemOf } from "../api";
import { ended, jobOf, jobs } from "../jobs";
import { ask } from "../live";
import { site } from "../site";
import { t } from "../strings";
import type { JobOut, Problem } from "../wire";
import { begun, forget, markOf } from "./resume";
import { send } from "./send";
import { team, teamIsMissing } from "./team";

/** The files of this page and where each stands: waiting → sending → sent (then its job) | failed. */

export interface Item {
  key: number;
  name: string;
  size: number;
  state: "waiting" | "sending" | "sent" | "failed";
  sent: number;
  resumedAt: number;
  lost: boolean;
  job: string | null;
  problem: Problem | null;
  /** The team that its call is of, as it was when the sending began; null: there was no choice. */
  team: string | null;
}

const AT_ONCE = 2;
let nextKey = 1;
const files = new Map<number, { file: File; owner: AbortController }>();

export const items = signal<readonly Item[]>([]);
/** Uploads that an earlier visit left unfinished and this one has not taken up. */
export const interrupted = signal(begun());
/** Ended jobs of other origin that the reader has put away. */
/** Jobs to show that are not from this page: another window, the watch folder, before a reload. */
export const otherJobs = computed<readonly JobOut[]>(() => {
  const own = new Set(items.value.map((item) => item.job));
  return jobs.value.filter((job) => !ended(job) && !own.has(job.id));
});

function change(key: number, part: Partial<Item>): void {
  items.value = items.value.map((item) => (item.key === key ? { ...item, ...part } : item));
}

function refuse(file: File): Problem | null {
  const limit = site.value?.max_upload_mb;
  const values = { file: file.name, limit: limit ?? 0 };
  if (file.size === 0) {
    return ownProblem("audio", t("upload.empty", values), t("upload.empty.fix"));
  }
  if (limit === undefined || file.size <= limit * 1e6) return null;
  return ownProblem("input", t("upload.toobig", values), t("upload.toobig.fix"));
}

export function add(chosen: Iterable<File>): void {
  for (const file of chosen) {
    const key = nextKey++;
    const problem = refuse(file);
    const state = problem ? "failed" : "waiting";
    const fresh = { sent: 0, resumedAt: 0, lost: false, job: null, team: null };
    items.value = [
      ...items.value,
      { key, name: file.name, size: file.size, state, problem, ...fresh },
    ];
    files.set(key, { file, owner: new AbortController() });
    interrupted.value = interrupted.value.filter(([mark]) => mark !== markOf(file));
  }
  pump();
}

function pump(): void {
  if (teamIsMissing.peek()) return;
  const sending = items.value.filter((item) => item.state === "sending").length;
  const next = items.value.filter((item) => item.state === "waiting").slice(0, AT_ONCE - sending);
  for (const item of next) void start(item.key);
}

async function start(key: number): Promise<void> {
  const entry = files.get(key);
  if (!entry) return;
  const forTeam = team.peek();
  change(key, { state: "sending", problem: null, team: forTeam });
  try {
    const job = await send(entry.file, forTeam, entry.owner.signal, {
      progress: (sent) => change(key, { sent, lost: false }),
      resumed: (resumedAt) => change(key, { resumedAt, sent: resumedAt }),
      lost: () => change(key, { lost: true }),
    });
    change(key, { state: "sent", sent: entry.file.size, job });
    void ask();
  } catch (error) {
    const problem = problemOf(error);
    if (problem) change(key, { state: "failed", problem });
  }
  pump();
}

/** Go on where something was missing. */
export function resume(): void {
  pump();
}

export function retry(key: number): void {
  change(key, { state: "waiting", sent: 0, problem: null, job: null, lost: false });
  pump();
}

/** Take a file off the list; one that is being sent is stopped. */
export function drop(key: number): void {
  files.get(key)?.owner.abort();
  files.delete(key);
  items.value = items.value.filter((item) => item.key !== key);
  pump();
}

export function dropInterrupted(mark: string): void {
  forget(mark);
  interrupted.value = interrupted.value.filter(([known]) => known !== mark);
}

export function isOver(item: Item): boolean {
  if (item.state !== "sent") return item.state === "failed";
  const job = item.job ? jobOf(item.job) : undefined;
  return item.job === null || (job !== undefined && ended(job));
}

export function clearFinished(): void {
  for (const item of items.value.filter(isOver)) drop(item.key);
}
