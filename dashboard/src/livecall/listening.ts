import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Socket } from "socket.io-client";
import { cutSince, line } from "../live";
import { recall, remember } from "../memory";
import type { ListenAudio, ListenEnded, ListenOpened, Problem } from "../wire";
import { SIDES, type Side } from "./listen_buffer";
import { type Loudspeaker, open } from "./listen_sound";
import type { Report } from "./listen_worklet";

/**
 * Listening in to one running call, over the page's own connection (namespace `/listen`). Whoever
 * leaves the call's page listens no more; a short loss of the connection is made up for.
 */

/** `cut`: the connection is lost, listening goes on when it is back soon. */
export type Stage = "off" | "opening" | "on" | "cut";
export type Trouble = Problem | "listen.broken" | "listen.offline";

type Answer = ListenOpened | (Problem & { ok: false });
type Space = Pick<Socket, "on" | "off" | "disconnect" | "timeout" | "connected">;
type Volumes = Record<Side, number>;

const NAMESPACE = "/listen";
const ANSWER_MS = 10_000;
/** After a longer loss it would be a surprise to hear somebody. */
const PATIENCE_MS = 15_000;
/** What was said last is played to its end. */
const LAST_MS = 1000;
const MOST_VOLUME = 1.5;

export class Listening {
  readonly stage = signal<Stage>("off");
  readonly call = signal("");
  readonly trouble = signal<Trouble | null>(null);
  /** Why it ended without the listener's doing; `cut` where the connection did not come back. */
  readonly ended = signal<string | null>(null);
  /** How far behind the call the sound is; null while none comes out. */
  readonly behind_s = signal<number | null>(null);
  readonly sides = signal<readonly Side[]>([]);
  readonly volumes = signal<Volumes>(remembered());
  readonly muted = signal(false);
  /** Whether the agent is told. */
  readonly shown = signal(true);
  private space: Space | null = null;
  private speaker: Loudspeaker | null = null;
  private heard_s = 0;
  /** Goes on after a cut, without anybody having asked for it. */
  private resumes = false;
  private patience: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly enter: () => Space | null,
    private readonly openSpeaker: typeof open,
    there: ReadonlySignal<boolean>,
  ) {
    effect(() => (there.value ? this.back() : this.cut()));
  }

  start(id: string): void {
    this.stop();
    this.call.value = id;
    this.trouble.value = null;
    this.ended.value = null;
    this.sides.value = [];
    this.resumes = false;
    this.begin();
  }

  stop(): void {
    this.leave();
    this.silence();
    clearTimeout(this.patience);
    this.stage.value = "off";
  }

  setVolume(side: Side, volume: number): void {
    const kept = Math.max(0, Math.min(MOST_VOLUME, volume));
    this.volumes.value = { ...this.volumes.value, [side]: kept };
    remember(`listen.${side}`, String(kept));
    this.applyVolumes();
  }

  toggleMute(): void {
    this.muted.value = !this.muted.value;
    this.applyVolumes();
  }

  private begin(): void {
    const space = this.enter();
    if (!space) {
      this.fail("listen.offline");
      return;
    }
    this.stage.value = "opening";
    this.space = space;
    space.on("connect", this.ask);
    space.on("connect_error", this.refused);
    space.on("disconnect", this.shut);
    space.on("audio", this.hear);
    space.on("ended", this.over);
    if (space.connected) void this.ask();
  }

  private leave(): void {
    const space = this.space;
    this.space = null;
    if (!space) return;
    space.off("connect", this.ask);
    space.off("connect_error", this.refused);
    space.off("disconnect", this.shut);
    space.off("audio", this.hear);
    space.off("ended", this.over);
    space.disconnect();
  }

  private silence(): void {
    this.speaker?.close();
    this.speaker = null;
    this.behind_s.value = null;
  }

  private fail(trouble: Trouble): void {
    this.stop();
    this.trouble.value = trouble;
  }

  private readonly ask = async (): Promise<void> => {
    const space = this.space;
    const wish = { id: this.call.peek() };
    try {
      const answer: Answer = await space?.timeout(ANSWER_MS).emitWithAck("start", wish);
      if (!space || space !== this.space) return;
      if (!answer.ok) return this.resumes ? this.finish("cut") : this.fail(answer);
      this.shown.value = answer.shown;
      for (const { role } of answer.channels) this.know(role);
      this.speaker ??= await this.openSpeaker(answer.rate_hz, this.report);
      if (space !== this.space) return this.silence();
      this.applyVolumes();
      this.stage.value = "on";
    } catch {
      if (space === this.space) this.fail("listen.broken");
    }
  };

  private readonly refused = (error: Error & { data?: Problem }): void => {
    if (error.data?.code) this.fail(error.data);
  };

  /** The server ended it: who listens may not any more. Other losses `there` tells. */
  private readonly shut = (reason: string): void => {
    if (reason === "io server disconnect") this.finish("forbidden");
  };

  private readonly hear = (body: ListenAudio, pcm: ArrayBuffer, answer?: () => void): void => {
    answer?.();
    const speaker = this.speaker;
    if (!speaker) return;
    this.heard_s = body.heard_s;
    if (body.forget) speaker.say(null);
    let at = 0;
    for (const { role, start, count, silent } of body.sounds) {
      const levels = silent ? null : new Int16Array(pcm.slice(at, at + 2 * count));
      at += silent ? 0 : 2 * count;
      this.know(role);
      speaker.say({ side: role, start, count, levels });
    }
  };

  private readonly over = (told: ListenEnded): void => {
    if (told.id === this.call.peek()) this.finish(told.reason);
  };

  private finish(reason: string): void {
    const speaker = this.speaker;
    this.speaker = null;
    setTimeout(() => speaker?.close(), LAST_MS);
    this.stop();
    this.ended.value = reason;
  }

  private readonly report = ({ position_s, playing }: Report): void => {
    const behind = playing && position_s !== null ? Math.max(0, this.heard_s - position_s) : null;
    this.behind_s.value = behind === null ? null : Math.round(behind * 10) / 10;
  };

  private cut(): void {
    if (this.stage.peek() !== "on" && this.stage.peek() !== "opening") return;
    this.leave();
    this.speaker?.say(null);
    this.behind_s.value = null;
    this.stage.value = "cut";
    this.patience = setTimeout(() => this.finish("cut"), PATIENCE_MS);
  }

  private back(): void {
    if (this.stage.peek() !== "cut") return;
    clearTimeout(this.patience);
    this.resumes = true;
    this.begin();
  }

  private know(side: Side): void {
    if (!this.sides.peek().includes(side)) {
      this.sides.value = SIDES.filter((each) => each === side || this.sides.peek().includes(each));
    }
  }

  private applyVolumes(): void {
    for (const side of SIDES) {
      this.speaker?.setVolume(side, this.muted.peek() ? 0 : this.volumes.peek()[side]);
    }
  }
}

function remembered(): Volumes {
  const volume = (side: Side) => Number(recall(`listen.${side}`) ?? 1);
  return { customer: volume("customer"), agent: volume("agent"), unknown: volume("unknown") };
}

/** The page's one. */
export const listening = new Listening(
  () => line.peek()?.io.socket(NAMESPACE) ?? null,
  open,
  computed(() => line.value !== null && cutSince.value === null),
);
