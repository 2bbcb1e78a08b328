import { batch, computed, effect, type Signal, signal } from "@preact/signals";
import { line } from "../live";
import type { DeskCall, DeskChange, DeskMessageOut, DeskOut } from "../wire";
import { deskApi } from "./api";

/** An agent's own desk: running calls and what supervisors wrote. */

export const desk: Signal<DeskOut | null> = signal(null);

export const unread = computed(() => desk.value?.messages.filter((each) => !each.read_at) ?? []);

const KEPT = 50;

/** What is known of a message; an answer that a receipt has overtaken takes nothing back. */
function merged(known: DeskMessageOut | undefined, told: DeskMessageOut): DeskMessageOut {
  const delivered_at = told.delivered_at ?? known?.delivered_at ?? null;
  return { ...told, delivered_at, read_at: told.read_at ?? known?.read_at ?? null };
}

/** A message told again is the same one, delivered or read meanwhile. */
export function withMessage(
  all: readonly DeskMessageOut[],
  told: DeskMessageOut,
): DeskMessageOut[] {
  const others = all.filter((each) => each.id !== told.id);
  const known = all.find((each) => each.id === told.id);
  const sorted = [merged(known, told), ...others].sort((a, b) =>
    b.sent_at.localeCompare(a.sent_at),
  );
  return sorted.slice(0, KEPT);
}

function withCall(all: readonly DeskCall[], { id, call }: DeskChange): DeskCall[] {
  const others = all.filter((each) => each.id !== id);
  return call ? [...others, call] : others;
}

function change(act: (known: DeskOut) => DeskOut): void {
  if (desk.peek()) desk.value = act(desk.peek() as DeskOut);
}

export function takeMessage(told: DeskMessageOut): void {
  change((known) => ({ ...known, messages: withMessage(known.messages, told) }));
}

export function takeCall(told: DeskChange): void {
  change((known) => ({ ...known, calls: withCall(known.calls, told) }));
}

/** Read by the agent's own act, never by being on the screen. */
export async function read(message: DeskMessageOut): Promise<void> {
  takeMessage(await deskApi.read(message.id));
}

/** Follow the desk until the returned function is called; `arrived` hears of a new message. */
export function watchDesk(arrived: () => void): () => void {
  const stop = effect(() => {
    const socket = line.value;
    if (!socket) return undefined;
    const got = (messages: readonly DeskMessageOut[]) => {
      const ids = messages.filter((each) => !each.delivered_at).map((each) => each.id);
      if (ids.length) socket.emit("desk.got", { ids });
    };
    const onSnapshot = (told: DeskOut) => {
      const known = desk.peek()?.messages.map((each) => each.id);
      desk.value = told;
      got(told.messages);
      // after a cut; what stood there when the page was opened is no news
      if (known && told.messages.some((each) => !each.read_at && !known.includes(each.id)))
        arrived();
    };
    const onMessage = (told: DeskMessageOut) => {
      const fresh = !desk.peek()?.messages.some((each) => each.id === told.id);
      batch(() => takeMessage(told));
      got([told]);
      if (fresh) arrived();
    };
    socket.on("desk.snapshot", onSnapshot);
    socket.on("desk.message", onMessage);
    socket.on("desk.call", takeCall);
    socket.emit("desk.watch");
    return () => {
      socket.off("desk.snapshot", onSnapshot);
      socket.off("desk.message", onMessage);
      socket.off("desk.call", takeCall);
      socket.emit("desk.leave");
    };
  });
  return () => {
    stop();
    desk.value = null;
  };
}
