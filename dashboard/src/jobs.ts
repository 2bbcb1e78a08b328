import { computed, signal } from "@preact/signals";
import type { JobOut } from "./wire";

/** The recordings on their way, as the server last told. */

const known = signal<ReadonlyMap<string, JobOut>>(new Map());

export const jobs = computed(() => [...known.value.values()]);
export const busy = computed(() => jobs.value.some((job) => !ended(job)));

export function ended(job: JobOut): boolean {
  return job.state === "done" || job.state === "failed";
}

export function jobOf(id: string): JobOut | undefined {
  return known.value.get(id);
}

/** Take in what the server told; an ended job never goes back to running. */
export function tell(told: readonly JobOut[]): void {
  const next = new Map(known.value);
  for (const job of told) {
    const before = next.get(job.id);
    if (before && ended(before) && !ended(job)) continue;
    next.set(job.id, job);
  }
  known.value = next;
}
