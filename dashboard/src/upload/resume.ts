import { recall, remember } from "../memory";

/** Uploads that were begun, by the file's own marks, so that a reload can go on with them. */

export interface Begun {
  url: string;
  file: string;
  size: number;
  offset: number;
  at: number;
  /** As the server was told; left out: nothing was said. */
  team?: string;
}

const KEY = "uploads";
const KEPT_MS = 24 * 3600 * 1000;

export function markOf(file: Pick<File, "name" | "size" | "lastModified">): string {
  return `${file.name}|${file.size}|${file.lastModified}`;
}

function all(): Record<string, Begun> {
  try {
    const stored: unknown = JSON.parse(recall(KEY) ?? "{}");
    return stored && typeof stored === "object" ? (stored as Record<string, Begun>) : {};
  } catch {
    return {};
  }
}

/** What was begun within the last day. */
export function begun(now = Date.now()): [string, Begun][] {
  return Object.entries(all()).filter(([, entry]) => now - entry.at < KEPT_MS);
}

export function begunOf(mark: string): Begun | undefined {
  return begun().find(([known]) => known === mark)?.[1];
}

export function keep(mark: string, entry: Begun): void {
  remember(KEY, JSON.stringify({ ...Object.fromEntries(begun()), [mark]: entry }));
}

export function forget(mark: string): void {
  const rest = begun().filter(([known]) => known !== mark);
  remember(KEY, rest.length ? JSON.stringify(Object.fromEntries(rest)) : null);
}
