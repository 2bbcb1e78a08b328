import { effect, signal } from "@preact/signals";
import type { Socket } from "socket.io-client";
import { api, root } from "./api";
import { busy, tell } from "./jobs";
import { askSession, may, outside } from "./session";
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
/** Who was refused, or sent away, asks again; who waits for an answer tries another line. */
const REFUSED_MS = 5000;
const STUCK_MS = 30_000;
const TRY_MS = 10_000;

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
let opening: ReturnType<typeof setTimeout> | undefined;
let looking: ReturnType<typeof setInterval> | undefined;
let running = false;
let letGo: () => void = () => undefined;
let heardAt = Date.now();
let triedAt = heardAt;
/** Has a pulse come over this connection, so that its silence says something? */
let beats = false;

/** Ask for the jobs now, where an event may have come too early to be understood. */
export async function ask(): Promise<void> {
  const wasBusy = busy.peek();
  const list = may("send recordings") ? await api.jobs().catch(() => null) : null;
  if (list) tell(list.items);
  if (wasBusy && !busy.peek()) missed.value += 1;
}

function askAgain(): void {
  clearTimeout(timer);
  const waiting = busy.peek();
  if (!running || (connected.peek() && !waiting)) return;
  const pause = connected.peek() ? ASK_CONNECTED_MS : waiting ? ASK_BUSY_MS : ASK_IDLE_MS;
  timer = setTimeout(() => ask().finally(askAgain), pause);
}

function cutOff(): void {
  cutSince.value ??= heardAt;
}

function reopen(): void {
  triedAt = Date.now();
  socket?.disconnect().connect();
}

/** A laptop that slept, a network that went silent: the socket notices late, the pulse at once. */
function look(): void {
  if (!socket) return;
  const now = Date.now();
  if (!socket.connected) {
    if (now - triedAt >= (socket.active ? STUCK_MS : REFUSED_MS)) reopen();
  } else if (now - heardAt >= SILENT_MS) {
    if (!beats) pulse.value = null;
    else {
      cutOff();
      reopen();
    }
  }
}

/** The server ended it: the session is over, or what it may see has changed. */
async function comeBack(opened: Socket): Promise<void> {
  await askSession();
  if (!outside.peek() && socket === opened && !opened.active) opened.connect();
}

/** The library that does not load, because the server is just away, is asked for again. */
function open(): void {
  connect().catch(() => {
    cutOff();
    if (running) opening = setTimeout(open, REFUSED_MS);
  });
}

async function connect(): Promise<void> {
  const { io } = await import("socket.io-client");
  if (!running) return;
  const opened = io(root.origin, {
    path: `${root.pathname}socket.io`,
    reconnectionDelay: 500,
    reconnectionDelayMax: 4000,
    timeout: TRY_MS,
    // A WebSocket takes a line of its own; what is asked otherwise may go over one that is dead.
    transports: ["websocket", "polling"],
    tryAllTransports: true,
  });
  socket = opened;
  triedAt = Date.now();
  opened.io.on("reconnect_attempt", () => {
    triedAt = Date.now();
  });
  opened.on("connect", () => {
    heardAt = Date.now();
    cutSince.value = null;
    connected.value = true;
    line.value = opened;
    void ask();
    missed.value += 1;
  });
  opened.on("disconnect", (reason) => {
    triedAt = Date.now();
    beats = false; // not at `connect`, before which the first pulse may have come
    connected.value = false;
    line.value = null;
    cutOff();
    askAgain();
    if (reason === "io server disconnect") void comeBack(opened);
  });
  opened.on("connect_error", (error: Error & { data?: { code?: string } }) => {
    if (error.data?.code === "not_signed_in") void askSession();
    else cutOff();
  });
  opened.on("job", (job: JobOut) => tell([job]));
  opened.on("call", (call: CallRow) => {
    changed.value = call;
  });
  opened.on("live.pulse", (told: LivePulse) => {
    look(); // what lay waiting while the page slept is no sign of life
    if (!opened.connected) return;
    heardAt = Date.now();
    beats = true;
    const before = pulse.peek();
    if (before?.calls !== told.calls || before.act !== told.act) pulse.value = told;
  });
}

export const live = {
  start(): void {
    if (running) return;
    running = true;
    heardAt = Date.now();
    void ask().finally(askAgain);
    // Asking is the fall-back, so a client library that does not load costs only immediacy.
    opening = setTimeout(open, 200);
    looking = setInterval(look, LOOK_MS);
    letGo = effect(() => {
      if (busy.value) askAgain();
    });
  },
  stop(): void {
    running = false;
    beats = false;
    letGo();
    clearTimeout(timer);
    clearTimeout(opening);
    clearInterval(looking);
    socket?.close();
    socket = null;
    connected.value = false;
    line.value = null;
    pulse.value = null;
    cutSince.value = null;
  },
};
