import { signal } from "@preact/signals";
import type { Socket } from "socket.io-client";
import { root } from "../api";
import type { PcmAck, PcmStart, Problem } from "../wire";
import { type Capture, open, type Piece } from "./capture";

/** The call from this browser's microphone. It goes on while another view of the page is shown. */

export type Speaker = "customer" | "agent" | "unknown";
type Answer = PcmAck | (Problem & { ok: false });

const TRACK = "microphone";
const ANSWER_MS = 10_000;

/** `stopped`: a call ran and is over. */
export const state = signal<"idle" | "starting" | "running" | "stopped">("idle");
/** Of the last piece, 0 to 1. */
export const level = signal(0);
export const callId = signal("");
/** Why there is no call: the server's words, or a key of the catalogue. */
export const trouble = signal<Problem | "mic.denied" | "mic.none" | "mic.broken" | null>(null);

let capture: Capture | null = null;
let socket: Socket | null = null;

export async function start(deviceId: string, role: Speaker): Promise<void> {
  state.value = "starting";
  trouble.value = null;
  callId.value = "";
  try {
    capture = await open(deviceId);
    const line = await connect();
    socket = line;
    const said: PcmStart = {
      key: "",
      call: "",
      tracks: [{ name: TRACK, role }],
      rate_hz: capture.rateHz,
    };
    const answer: Answer = await line.timeout(ANSWER_MS).emitWithAck("start", said);
    if (!answer.ok) throw answer;
    callId.value = answer.call ?? "";
    send(capture, line);
    state.value = "running";
  } catch (error) {
    close("idle");
    trouble.value = wordsOf(error);
  }
}

export async function stop(): Promise<void> {
  const line = socket;
  socket = null; // what the connection says from now on is no news
  capture?.stop();
  capture = null;
  await line
    ?.timeout(ANSWER_MS)
    .emitWithAck("end")
    .catch(() => undefined);
  line?.close();
  close("stopped");
}

function send(from: Capture, line: Socket): void {
  let at = 0;
  from.hear(
    ({ samples, peak }: Piece) => {
      line.emit("audio", TRACK, at, samples);
      at += samples.byteLength / 2;
      level.value = peak;
    },
    () => {
      trouble.value = "mic.none";
      void stop();
    },
  );
}

async function connect(): Promise<Socket> {
  const { io } = await import("socket.io-client");
  const line = io(`${root.origin}/ingest`, {
    path: `${root.pathname}socket.io`,
    transports: ["websocket"],
    reconnection: false,
    forceNew: true,
  });
  line.on("problem", (problem: Problem) => lose(line, problem));
  line.on("over", () => lose(line, null));
  line.on("disconnect", () => lose(line, { code: "offline", message: "", fix: "" }));
  return line;
}

function lose(line: Socket, problem: Problem | null): void {
  if (line !== socket || state.peek() !== "running") return;
  trouble.value = problem;
  close("stopped");
}

function close(then: "idle" | "stopped"): void {
  const line = socket;
  socket = null;
  line?.close();
  capture?.stop();
  capture = null;
  level.value = 0;
  state.value = then;
}

function wordsOf(error: unknown): NonNullable<typeof trouble.value> {
  if (error instanceof DOMException) {
    if (error.name === "NotAllowedError") return "mic.denied";
    return error.name === "NotFoundError" || error.name === "OverconstrainedError"
      ? "mic.none"
      : "mic.broken";
  }
  if (!navigator.mediaDevices) return "mic.broken"; // not a page of this machine, or too old
  if (error instanceof Object && "code" in error) return error as Problem;
  return { code: "offline", message: "", fix: "" };
}

// A page that is left says goodbye; without it the call would wait for it to come back.
addEventListener("pagehide", () => socket?.emit("end"));
