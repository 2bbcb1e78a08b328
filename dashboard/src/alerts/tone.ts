import { signal } from "@preact/signals";

/** A short chime made on the spot. A browser lets a page sound only after its user did something. */

const NOTES_HZ = [880, 1174.7];
const NOTE_S = 0.16;
const LOUD = 0.22;
const FADE_S = 0.35;

let context: AudioContext | null = null;

/** Whether the browser lets this page sound. */
export const audible = signal(false);

function look(): void {
  audible.value = context?.state === "running";
}

/** To be called where the user does something. */
export function wake(): void {
  if (!context) {
    context = new AudioContext();
    context.addEventListener("statechange", look);
  }
  void context.resume().then(look, () => undefined);
}

/** Wake at the first thing that the user does on this page. */
export function wakeEarly(signal: AbortSignal): void {
  const heard = { signal, capture: true, passive: true };
  const once = () => {
    if (!audible.peek()) wake();
  };
  for (const name of ["pointerdown", "keydown"]) addEventListener(name, once, heard);
}

export function chime(): void {
  if (context?.state !== "running") return;
  for (const [index, hz] of NOTES_HZ.entries()) note(context, hz, index * NOTE_S);
}

function note(on: AudioContext, hz: number, after_s: number): void {
  const start = on.currentTime + after_s;
  const gain = new GainNode(on, { gain: 0 });
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(LOUD, start + 0.01);
  gain.gain.exponentialRampToValueAtTime(0.001, start + FADE_S);
  const tone = new OscillatorNode(on, { type: "sine", frequency: hz });
  tone.connect(gain).connect(on.destination);
  tone.start(start);
  tone.stop(start + FADE_S);
}
