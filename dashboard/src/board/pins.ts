import { signal } from "@preact/signals";
import { recall, remember, whenRemembered } from "../memory";

/** Calls that the reader keeps at the top, in this browser. */

const MOST = 50;

function stored(): string[] {
  const kept = (recall("board.pins") ?? "").split(" ");
  return kept.filter(Boolean).map(decodeURIComponent);
}

export const pins = signal<ReadonlySet<string>>(new Set(stored()));
whenRemembered("board.pins", () => {
  pins.value = new Set(stored());
});

export function togglePin(id: string): void {
  const next = new Set(pins.peek());
  if (!next.delete(id)) next.add(id);
  pins.value = next;
  const kept = [...next].slice(-MOST).map(encodeURIComponent);
  remember("board.pins", kept.join(" ") || null);
}
