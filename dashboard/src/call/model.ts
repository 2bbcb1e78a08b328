import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { recall, remember } from "../memory";
import type { CallDetail, FrustrationOut, Peaks, UtteranceOut } from "../wire";
import { type Flag, flagsOf } from "./flagged";
import { openPlayer, type Player } from "./player";
import { gaps, jump } from "./silence";
import { reveal, type View, zoom } from "./timeline/scale";
import { current, pointAt } from "./turns";

/** Everything one open call needs, owned in one place and closed in one place. */
export interface CallModel {
  readonly detail: CallDetail;
  readonly duration: number;
  readonly player: Player;
  readonly utterances: readonly UtteranceOut[];
  readonly byId: ReadonlyMap<string, UtteranceOut>;
  readonly points: readonly FrustrationOut[];
  readonly flags: readonly Flag[];
  /** Where `n` and `p` stop: the flags, else the peak. */
  readonly stops: readonly number[];
  readonly peaks: Signal<Peaks | null>;
  readonly view: Signal<View>;
  readonly follow: Signal<boolean>;
  readonly skipSilence: Signal<boolean>;
  /** Id of the utterance under the playhead. */
  readonly now: ReadonlySignal<string | null>;
  /** The curve's point of what is being said, else the last one before the playhead. */
  readonly point: ReadonlySignal<FrustrationOut | null>;
  seek(seconds: number): void;
  stop(direction: 1 | -1): void;
  turn(direction: 1 | -1): void;
  zoomBy(factor: number): void;
  fit(): void;
  close(): void;
}

function stopsOf(detail: CallDetail, flags: readonly Flag[]): number[] {
  if (flags.length) return [...new Set(flags.map((flag) => flag.at_s))];
  return detail.call.summary.peak_at_s === null ? [] : [detail.call.summary.peak_at_s];
}

export function openCall(detail: CallDetail): CallModel {
  const duration = Math.max(detail.call.summary.duration_s, 0.1);
  const utterances = [...detail.utterances].sort((a, b) => a.start_s - b.start_s);
  const points = [...detail.frustration].sort((a, b) => a.at_s - b.at_s);
  const flags = flagsOf(detail.flags);
  const stops = stopsOf(detail, flags);
  const skipSilence = signal(recall("skip-silence") === "on");
  const silent = gaps(utterances, duration);
  const player = openPlayer(detail.audio_url, detail.channels, duration, (seconds) => {
    model.view.value = reveal(model.view.peek(), seconds, duration);
    return skipSilence.peek() ? jump(silent, seconds) : null;
  });
  const model: CallModel = {
    detail,
    duration,
    player,
    utterances,
    byId: new Map(utterances.map((utterance) => [utterance.id, utterance])),
    points,
    flags,
    stops,
    peaks: signal(null),
    view: signal({ from: 0, to: duration }),
    follow: signal(true),
    skipSilence,
    now: computed(() => current(utterances, player.time.value)?.id ?? null),
    point: computed(() => {
      const id = model.now.value;
      const own = points.findLast((point) => point.utterance_id === id);
      return own ?? pointAt(points, player.time.value);
    }),
    seek(seconds) {
      player.seek(seconds);
      model.view.value = reveal(model.view.peek(), player.time.peek(), duration);
      model.follow.value = true;
    },
    stop(direction) {
      const here = player.time.peek();
      const next =
        direction > 0
          ? stops.find((at) => at > here + 0.1)
          : stops.findLast((at) => at < here - (player.playing.peek() ? 1.5 : 0.1));
      if (next !== undefined) model.seek(next);
    },
    turn(direction) {
      const index = utterances.findIndex((each) => each.id === model.now.peek());
      const target = utterances[Math.max(0, index + direction)];
      if (target) model.seek(target.start_s);
    },
    zoomBy(factor) {
      model.view.value = zoom(model.view.peek(), factor, player.time.peek(), duration);
    },
    fit() {
      model.view.value = { from: 0, to: duration };
    },
    close: () => player.close(),
  };
  return model;
}

export function setSkipSilence(model: CallModel, on: boolean): void {
  model.skipSilence.value = on;
  remember("skip-silence", on ? "on" : null);
}
