import { signal } from "@preact/signals";
import { beforeEach, describe, expect, test, vi } from "vitest";
import {
  APART_S,
  EXCESS_S,
  JitterBuffer,
  MOST_TARGET_S,
  SIDES,
  SLACK_S,
  TARGET_S,
} from "../src/livecall/listen_buffer";
import type { Said } from "../src/livecall/listen_worklet";
import { Listening } from "../src/livecall/listening";
import type { ListenAudio, ListenOpened } from "../src/wire";

vi.mock("../src/livecall/listen_worklet?worker&url", () => ({ default: "" }));

const RATE = 8000;
const BLOCK = 80; // 10 ms
const LOUD = 16_384;

/** A buffer whose two sides come in pieces of 100 ms. */
class Bench {
  buffer = new JitterBuffer(RATE);
  heard: number[][] = SIDES.map(() => []);

  come(from_s: number, to_s: number, level = LOUD, sides: readonly number[] = [0, 1]) {
    for (let at = Math.round(from_s * RATE); at < Math.round(to_s * RATE); at += RATE / 10) {
      for (const side of sides) {
        const name = SIDES[side];
        const levels = level ? new Int16Array(RATE / 10).fill(level) : null;
        if (name) this.buffer.put(name, at, RATE / 10, levels);
      }
    }
  }

  play(seconds: number) {
    const outs = SIDES.map(() => new Float32Array(BLOCK));
    for (let block = 0; block < Math.round(seconds * 100); block++) {
      for (const out of outs) out.fill(0);
      this.buffer.read(outs, BLOCK);
      outs.forEach((out, side) => {
        this.heard[side]?.push(...out);
      });
    }
  }

  /** Seconds of sound that came out of a side. */
  loud_s(side = 0) {
    return (this.heard[side] ?? []).filter((level) => level !== 0).length / RATE;
  }

  get position() {
    return this.buffer.position_s ?? Number.NaN;
  }
}

describe("the buffer of who listens in", () => {
  let bench: Bench;
  beforeEach(() => {
    bench = new Bench();
  });

  test("waits until a little is kept, then plays without a gap", () => {
    bench.come(10, 10.2);
    bench.play(0.5);
    expect(bench.buffer.playing).toBe(false);
    for (let at = 10.2; at < 12; at += 0.1) {
      bench.come(at, at + 0.1);
      bench.play(0.1);
    }
    expect(bench.loud_s()).toBeCloseTo(bench.position - 10, 3);
    const sound = bench.heard[0] ?? [];
    const first = sound.findIndex((level) => level !== 0);
    expect(sound.slice(first).every((level) => level === 0.5)).toBe(true);
    expect(12 - bench.position).toBeLessThan(TARGET_S + 0.1);
  });

  test("plays both sides at their time, whichever comes first", () => {
    bench.come(0, 0.6, LOUD, [1]);
    bench.come(0, 0.6, LOUD / 2, [0]);
    bench.play(0.5);
    expect(bench.heard[0]?.[100]).toBe(0.25);
    expect(bench.heard[1]?.[100]).toBe(0.5);
  });

  test("waits a moment for the side that comes later, not for one that does not come", () => {
    bench.come(0, 0.4, LOUD, [0, 1]);
    bench.come(0.4, 0.4 + APART_S, LOUD, [1]);
    bench.play(0.4);
    expect(bench.position).toBeCloseTo(0.4, 2);
    bench.come(0.4 + APART_S, 1.4, LOUD, [1]);
    bench.play(0.5);
    expect(bench.position).toBeGreaterThan(0.85);
    expect(bench.position).toBeLessThan(1.4 - APART_S + 0.01);
  });

  test("leaves out what comes too late", () => {
    bench.come(0, 0.4, LOUD, [0]);
    bench.play(0.3);
    bench.come(0, 0.3, LOUD, [1]);
    bench.come(0.4, 0.8, LOUD, [0]);
    bench.play(0.3);
    expect(bench.loud_s(1)).toBe(0);
  });

  test("skips ahead when too much piles up", () => {
    bench.come(0, 3);
    bench.play(0.1);
    expect(3 - bench.position).toBeLessThan(TARGET_S + 0.01);
    bench.come(3, 3.1);
    bench.play(0.1);
    expect(bench.loud_s()).toBeCloseTo(0.2, 2);
  });

  test("skips silence first, and no word for that", () => {
    bench.come(0, 0.3);
    bench.play(0.1);
    bench.come(0.3, 0.5, 0);
    bench.come(0.5, 0.7);
    expect(0.7 - bench.position).toBeLessThan(TARGET_S + EXCESS_S);
    expect(0.7 - 0.3).toBeGreaterThan(TARGET_S + SLACK_S);
    bench.play(0.5);
    expect(bench.position).toBeGreaterThan(0.61);
    expect(bench.loud_s()).toBeCloseTo(bench.position - 0.2, 3);
  });

  test("keeps more after it ran dry, but not without end", () => {
    bench.come(0, 0.3);
    bench.play(0.5);
    expect(bench.buffer.playing).toBe(false);
    bench.come(0.3, 0.6);
    bench.play(0.05);
    expect(bench.buffer.playing).toBe(false);
    bench.come(0.6, 0.7);
    bench.play(0.05);
    expect(bench.buffer.playing).toBe(true);
    for (let round = 0, at = 0.7; round < 10; round++, at += 0.7) {
      bench.come(at, at + 0.7);
      bench.play(1);
    }
    bench.come(7.7, 7.7 + MOST_TARGET_S + 0.1);
    bench.play(0.05);
    expect(bench.buffer.playing).toBe(true);
  });

  test("goes over a gap in the call at once", () => {
    bench.come(0, 0.4);
    bench.play(0.5);
    bench.come(60, 60.4);
    bench.play(0.3);
    expect(bench.position).toBeGreaterThan(60);
    expect(bench.loud_s()).toBeGreaterThan(0.4);
  });

  test("plays nothing of what it must forget", () => {
    bench.come(0, 0.6);
    bench.play(0.1);
    bench.buffer.forget();
    bench.play(1);
    expect(bench.loud_s()).toBeCloseTo(0.1, 2);
    bench.come(30, 30.4);
    bench.play(0.3);
    expect(bench.position).toBeGreaterThan(30);
  });

  test("plays a long call without mixing up its times", () => {
    bench.come(0, 0.4);
    for (let at = 0.4; at < 30; at += 0.1) {
      bench.come(at, at + 0.1);
      bench.play(0.1);
    }
    expect(new Set(bench.heard[0])).toEqual(new Set([0.5]));
    expect(bench.loud_s()).toBeGreaterThan(29);
  });
});

type Handler = (...said: never[]) => void;

/** The server's side of the connection. */
class Space {
  connected = true;
  asked: unknown[] = [];
  acknowledged = 0;
  answer: unknown = opened();
  private handlers = new Map<string, Handler>();

  on(name: string, act: Handler) {
    this.handlers.set(name, act);
    return this;
  }
  off(name: string) {
    this.handlers.delete(name);
    return this;
  }
  timeout() {
    const emitWithAck = (...said: unknown[]) => {
      this.asked.push(said);
      return Promise.resolve(this.answer);
    };
    return { emitWithAck };
  }
  disconnect() {
    this.connected = false;
    return this;
  }
  get heard() {
    return this.handlers.size > 0;
  }
  come(name: string, ...said: unknown[]) {
    (this.handlers.get(name) as ((...said: unknown[]) => void) | undefined)?.(...said, () => {
      this.acknowledged += 1;
    });
  }
}

function opened(): ListenOpened {
  const channels = [{ channel: 0, role: "customer" as const }];
  return { ok: true, id: "c1", rate_hz: RATE, channels, shown: true };
}

const audio: ListenAudio = {
  number: 1,
  heard_s: 5,
  forget: false,
  dropped_s: 0,
  sounds: [
    { channel: 0, role: "customer", start: 100, count: 2, silent: false },
    { channel: 1, role: "agent", start: 100, count: 4, silent: true },
    { channel: 1, role: "agent", start: 104, count: 1, silent: false },
  ],
};

describe("listening in", () => {
  const said: Said[] = [];
  const volumes: Record<string, number> = {};
  let closed = 0;
  let report: (told: { position_s: number | null; playing: boolean }) => void = () => undefined;
  let space: Space;
  let there = signal(true);
  let listening: Listening;
  const settled = () => new Promise((done) => setTimeout(done));

  beforeEach(() => {
    localStorage.clear();
    said.length = 0;
    closed = 0;
    space = new Space();
    there = signal(true);
    const speaker: ConstructorParameters<typeof Listening>[1] = async (_, tell) => {
      report = tell;
      return {
        say: (each) => said.push(each),
        setVolume: (side, volume) => {
          volumes[side] = volume;
        },
        close: () => {
          closed += 1;
        },
      };
    };
    const enter = () => {
      space.connected = true;
      return space as unknown as ReturnType<ConstructorParameters<typeof Listening>[0]>;
    };
    listening = new Listening(enter, speaker, there);
  });

  async function begun() {
    listening.start("c1");
    await settled();
  }

  test("asks, plays what comes, and acknowledges it", async () => {
    await begun();
    expect(space.asked).toEqual([["start", { id: "c1" }]]);
    expect(listening.stage.value).toBe("on");
    space.come("audio", audio, new Int16Array([1, 2, 3]).buffer);
    expect(space.acknowledged).toBe(1);
    expect(said).toEqual([
      { side: "customer", start: 100, count: 2, levels: new Int16Array([1, 2]) },
      { side: "agent", start: 100, count: 4, levels: null },
      { side: "agent", start: 104, count: 1, levels: new Int16Array([3]) },
    ]);
    expect(listening.sides.value).toEqual(["customer", "agent"]);
    report({ position_s: 4.24, playing: true });
    expect(listening.behind_s.value).toBe(0.8);
    report({ position_s: 4.24, playing: false });
    expect(listening.behind_s.value).toBeNull();
  });

  test("forgets what it must not play", async () => {
    await begun();
    space.come("audio", { ...audio, forget: true, sounds: [] }, new ArrayBuffer(0));
    expect(said).toEqual([null]);
  });

  test("stops for good when its reader stops", async () => {
    await begun();
    listening.stop();
    expect([space.connected, space.heard, closed]).toEqual([false, false, 1]);
    expect(listening.stage.value).toBe("off");
    expect(listening.ended.value).toBeNull();
  });

  test("says why the server refused", async () => {
    space.answer = { ok: false, code: "conflict", message: "4 people listen", fix: "ask" };
    await begun();
    expect(listening.stage.value).toBe("off");
    expect(listening.trouble.value).toMatchObject({ code: "conflict" });
  });

  test("says when there is no connection at all", () => {
    const alone = new Listening(() => null, vi.fn(), signal(false));
    alone.start("c1");
    expect(alone.trouble.value).toBe("listen.offline");
  });

  test("tells why the call cannot be heard any more", async () => {
    await begun();
    space.come("ended", { id: "c1", reason: "withdrawn" });
    expect([listening.stage.value, listening.ended.value]).toEqual(["off", "withdrawn"]);
  });

  test("ends when the server puts its listener out", async () => {
    await begun();
    space.come("disconnect", "io server disconnect");
    expect(listening.ended.value).toBe("forbidden");
  });

  test("goes on after a short loss of the connection, and plays nothing old", async () => {
    await begun();
    there.value = false;
    expect([listening.stage.value, said.at(-1)]).toEqual(["cut", null]);
    there.value = true;
    await settled();
    expect(listening.stage.value).toBe("on");
    expect(space.asked.length).toBe(2);
    expect(closed).toBe(0);
  });

  test("ends in plain words when its call is not there any more after a loss", async () => {
    await begun();
    there.value = false;
    space.answer = { ok: false, code: "not_found", message: "no call 'c1'", fix: "GET /api/live" };
    there.value = true;
    await settled();
    expect([listening.stage.value, listening.ended.value]).toEqual(["off", "cut"]);
    expect(listening.trouble.value).toBeNull();
  });

  test("does not begin again after a long one", async () => {
    await begun();
    vi.useFakeTimers();
    there.value = false;
    vi.advanceTimersByTime(20_000);
    there.value = true;
    vi.useRealTimers();
    expect([listening.stage.value, listening.ended.value]).toEqual(["off", "cut"]);
    expect(space.asked.length).toBe(1);
  });

  test("remembers the volume of each side, and can be muted", async () => {
    await begun();
    listening.setVolume("agent", 0.3);
    expect(volumes.agent).toBe(0.3);
    listening.toggleMute();
    expect(volumes).toMatchObject({ customer: 0, agent: 0 });
    listening.toggleMute();
    expect(volumes.agent).toBe(0.3);
    expect(localStorage.getItem("voicemon.listen.agent")).toBe("0.3");
  });
});
