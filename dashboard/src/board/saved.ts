import { signal } from "@preact/signals";
import { recall, remember, whenRemembered } from "../memory";
import { ALL, paramsOf, setView, type View, viewOf } from "./view";

/** Views that the reader gave a name, in this browser. */

const MOST = 20;
const LONGEST_NAME = 40;

export interface SavedView {
  name: string;
  query: string;
}

function isSaved(value: unknown): value is SavedView {
  const saved = value as Partial<SavedView> | null;
  return typeof saved?.name === "string" && typeof saved.query === "string";
}

function stored(): SavedView[] {
  try {
    const kept: unknown = JSON.parse(recall("board.views") ?? "[]");
    return Array.isArray(kept) ? kept.filter(isSaved) : [];
  } catch {
    return []; // somebody else's, or an older page's
  }
}

export const saved = signal<readonly SavedView[]>(stored());
whenRemembered("board.views", () => {
  saved.value = stored();
});

function keep(next: readonly SavedView[]): void {
  saved.value = next;
  remember("board.views", next.length ? JSON.stringify(next) : null);
}

/** A name that is there already is given to this view. */
export function saveView(name: string, shown: View): void {
  const called = name.trim().slice(0, LONGEST_NAME);
  if (!called) return;
  const others = saved.peek().filter((each) => each.name !== called);
  keep([...others, { name: called, query: paramsOf(shown).toString() }].slice(-MOST));
}

export function dropView(name: string): void {
  keep(saved.peek().filter((each) => each.name !== name));
}

export function showSaved({ query }: SavedView): void {
  setView({ ...ALL, ...viewOf(new URLSearchParams(query)) });
}
