import { type ReadonlySignal, signal } from "@preact/signals";
import type { ChannelOut } from "../wire";

/**
 * Plays a call: a media element (HTTP range) whose channels pass through one gain each and then
 * to both ears. Without audio the position still moves, so that everything else can be used.
 */

export const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3] as const;

export interface Player {
  readonly time: ReadonlySignal<number>;
  readonly playing: ReadonlySignal<boolean>;
  readonly speed: ReadonlySignal<number>;
  readonly broken: ReadonlySignal<boolean>;
  readonly gains: ReadonlySignal<readonly number[]>;
  readonly channels: readonly ChannelOut[];
  readonly audible: boolean;
  readonly duration: number;
  toggle(): void;
  seek(seconds: number): void;
  setSpeed(speed: number): void;
  setGain(channel: number, gain: number): void;
  close(): void;
}

/** The next speed of the table, up (+1) or down (−1). */
export function stepSpeed(speed: number, direction: 1 | -1): number {
  const index = SPEEDS.findIndex((each) => each >= speed - 1e-6);
  return SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, index + direction))] ?? 1;
}

interface Mixer {
  nodes: GainNode[];
  context: AudioContext;
}

/** Made at the first play, because browsers start audio only on a deed of the user. */
function mixer(audio: HTMLAudioElement, count: number): Mixer {
  const context = new AudioContext();
  const splitter = context.createChannelSplitter(count);
  context.createMediaElementSource(audio).connect(splitter);
  const nodes = Array.from({ length: count }, (_, channel) => {
    const gain = context.createGain();
    splitter.connect(gain, channel);
    gain.connect(context.destination);
    return gain;
  });
  return { nodes, context };
}

export function openPlayer(
  url: string | null,
  channels: readonly ChannelOut[],
  duration: number,
  onTick: (seconds: number) => number | null,
): Player {
  const audio = new Audio();
  audio.preload = "metadata";
  if (url) audio.src = url;
  const time = signal(0);
  const playing = signal(false);
  const speed = signal(1);
  const broken = signal(false);
  const gains = signal<readonly number[]>(channels.map(() => 1));
  const owner = new AbortController();
  const { signal: closed } = owner;
  let mix: Mixer | null = null;
  let frame = 0;

  const tick = () => {
    time.value = audio.currentTime;
    const jump = onTick(audio.currentTime);
    if (jump !== null && jump < duration) audio.currentTime = jump;
    frame = audio.paused ? 0 : requestAnimationFrame(tick);
  };
  const applyGains = () => {
    mix?.nodes.forEach((node, index) => {
      node.gain.value = gains.peek()[index] ?? 1;
    });
  };
  const follow = (name: string, act: () => void) =>
    audio.addEventListener(name, act, { signal: closed });
  follow("play", () => {
    playing.value = true;
    if (!frame) tick();
  });
  follow("pause", () => {
    playing.value = false;
  });
  follow("seeked", () => {
    time.value = audio.currentTime;
  });
  follow("error", () => {
    broken.value = url !== null;
    playing.value = false;
  });

  const play = async () => {
    mix ??= mixer(audio, Math.max(1, channels.length));
    applyGains();
    await mix.context.resume();
    await audio.play();
  };

  return {
    time,
    playing,
    speed,
    broken,
    gains,
    channels,
    audible: url !== null,
    duration,
    toggle() {
      if (!url) return;
      if (!audio.paused) audio.pause();
      else
        play().catch((error: unknown) => {
          // A pause that overtakes the play is not a fault.
          broken.value = !(error instanceof DOMException && error.name === "AbortError");
        });
    },
    seek(seconds) {
      const target = Math.max(0, Math.min(duration, seconds));
      time.value = target;
      if (url) audio.currentTime = target;
    },
    setSpeed(next) {
      speed.value = next;
      audio.playbackRate = next;
    },
    setGain(channel, gain) {
      gains.value = gains.value.map((old, index) => (index === channel ? gain : old));
      applyGains();
    },
    close() {
      owner.abort();
      cancelAnimationFrame(frame);
      audio.pause();
      audio.removeAttribute("src");
      audio.load();
      void mix?.context.close();
    },
  };
}
