import { effect, signal } from "@preact/signals";
import type { Socket } from "socket.io-client";
import { api, root } from "./api";
import { busy, tell } from "./jobs";
import type { CallRow, JobOut } from "./wire";

/**
 * News from the server: Socket.IO events `job` and `call`, and while there is no connection the
 * same by asking every few seconds. The client library is loaded after the first paint.
 */

const ASK_BUSY_MS = 1500;
const ASK_IDLE_MS = 15_000;
/** Even with a connection, for an event that got lost on the way. */
const ASK_CONNECTED_MS = 5000;

export const connected = signal(false);
/** The call that changed last; the list and the call page look whether it concerns them. */
export const changed = signal<CallRow | null>(null);
/** Counts up whenever the list may be stale without an event that says so. */
export const missed = signal(0);

let socket: Socket | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Ask for the jobs now, where an event may have come too early to be understood. */
export async function ask(): Promise<void> {
  const wasBusy = busy.peek();
  const list = await api.jobs().catch(() => null);
  if (list) tell(list.items);
  if (wasBusy && !busy.peek()) missed.value += 1;
}

function askAgain(): void {
  clearTimeout(timer);
  const waiting = busy.peek();
  if (connected.peek() && !waiting) return;
  const pause = connected.peek() ? ASK_CONNECTED_MS : waiting ? ASK_BUSY_MS : ASK_IDLE_MS;
  timer = setTimeout(() => ask().finally(askAgain), pause);
}

async function connect(): Promise<void> {
  const { io } = await import("socket.io-client");
  socket = io(root.origin, { path: `${root.pathname}socket.io` });
  socket.on("connect", () => {
    connected.value = true;
    void ask();
    missed.value += 1;
  });
  socket.on("disconnect", () => {
    connected.value = false;
    askAgain();
  });
  socket.on("job", (job: JobOut) => tell([job]));
  socket.on("call", (call: CallRow) => {
    changed.value = call;
  });
}

export const live = {
  start(): void {
    void ask().finally(askAgain);
    // Asking is the fall-back, so a client library that does not load costs only immediacy.
    setTimeout(() => void connect().catch(() => undefined), 200);
    effect(() => {
      if (busy.value) askAgain();
    });
  },
  stop(): void {
    clearTimeout(timer);
    socket?.close();
    socket = null;
  },
};
