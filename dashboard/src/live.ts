import { effect, signal } from "@preact/signals";
import type { Socket } from "socket.io-client";
import { api, root } from "./api";
import { busy, tell } from "./jobs";
import type { CallRow, JobOut, LivePulse } from "./wire";

/**
 * News from the server: Socket.IO events `job`, `call` and `live.pulse`, and while there is no
 * connection the same by asking every few seconds. The client library is loaded after the first
 * paint. Running calls are followed over the same socket by `follow`.
 */

const ASK_BUSY_MS = 1500;
const ASK_IDLE_MS = 15_000;
/** Even with a connection, for an event that got lost on the way. */
const ASK_CONNECTED_MS = 5000;
/** A service with live calls speaks every 5 s; a line silent for longer is dead or was asleep. */
const SILENT_MS = 12_000;
const LOOK_MS = 1000;

export const connected = signal(false);
/** The open connection, for who follows running calls. */
export const line = signal<Socket | null>(null);
/** The call that changed last; the list and the call page look whether it concerns them. */
export const changed = signal<CallRow | null>(null);
/** Counts up whenever the list may be stale without an event that says so. */
export const missed = signal(0);
/** How many calls run; null where the service takes none. */
export const pulse = signal<LivePulse | null>(null);
/** Since when (ms) the page hears nothing; null while it hears. */
export const cutSince = signal<number | null>(null);

let socket: Socket | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let looking: ReturnType<typeof setInterval> | undefined;
let heardAt = Date.now();

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

function cutOff(): void {
  cutSince.value ??= heardAt;
}

/** A laptop that slept, a network that went silent: the socket notices late, the pulse at once. */
function look(): void {
  if (!socket?.connected || pulse.peek() === null || Date.now() - heardAt < SILENT_MS) return;
  cutOff();
  socket.disconnect().connect();
}

async function connect(): Promise<void> {
  const { io } = await import("socket.io-client");
  const opened = io(root.origin, {
    path: `${root.pathname}socket.io`,
    reconnectionDelay: 500,
    reconnectionDelayMax: 4000,
  });
  socket = opened;
  opened.on("connect", () => {
    heardAt = Date.now();
    cutSince.value = null;
    connected.value = true;
    line.value = opened;
    void ask();
    missed.value += 1;
  });
  opened.on("disconnect", () => {
    connected.value = false;
    line.value = null;
    cutOff();
    askAgain();
  });
  opened.on("connect_error", cutOff);
  opened.on("job", (job: JobOut) => tell([job]));
  opened.on("call", (call: CallRow) => {
    changed.value = call;
  });
  opened.on("live.pulse", (told: LivePulse) => {
    heardAt = Date.now();
    const before = pulse.peek();
    if (before?.calls !== told.calls || before.act !== told.act) pulse.value = told;
  });
}

export const live = {
  start(): void {
    void ask().finally(askAgain);
    // Asking is the fall-back, so a client library that does not load costs only immediacy.
    setTimeout(() => void connect().catch(() => undefined), 200);
    looking = setInterval(look, LOOK_MS);
    effect(() => {
      if (busy.value) askAgain();
    });
  },
  stop(): void {
    clearTimeout(timer);
    clearInterval(looking);
    socket?.close();
    socket = null;
  },
};
