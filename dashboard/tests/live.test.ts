import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { connected, cutSince, line, live, pulse } from "../src/live";
import { outside, session, setSession } from "../src/session";
import { madeMe } from "./made";

/** A connection in the test's own memory; `io.on` is the manager's. */
class Line {
  connected = false;
  active = true;
  opened = 0;
  readonly io = { on: () => undefined };
  private handlers = new Map<string, (body?: unknown) => void>();

  on(name: string, act: (body?: unknown) => void) {
    this.handlers.set(name, act);
  }
  come(name: string, body?: unknown) {
    this.handlers.get(name)?.(body);
  }
  open() {
    this.connected = true;
    this.active = true;
    this.come("connect");
  }
  refuse(code: string) {
    this.active = false;
    this.come("connect_error", Object.assign(new Error(code), { data: { code } }));
  }
  disconnect() {
    if (this.connected) {
      this.connected = false;
      this.come("disconnect", "io client disconnect");
    }
    return this;
  }
  connect() {
    this.active = true;
    this.opened += 1;
    return this;
  }
  close() {
    this.disconnect();
  }
}

let socket: Line;
let unreachable = 0;
vi.mock("socket.io-client", () => ({
  get io() {
    if (unreachable-- > 0) throw new Error("the file did not come");
    return () => socket;
  },
}));

const PULSE = { calls: 1, act: 0 };
const HOUR_MS = 3_600_000;
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(async () => {
  vi.useFakeTimers({ now: HOUR_MS });
  vi.stubGlobal("fetch", async () => new Response("{}", { status: 500 }));
  setSession(madeMe({}));
  socket = new Line();
});

afterEach(() => {
  live.stop();
  unreachable = 0;
  vi.unstubAllGlobals();
  vi.useRealTimers();
  setSession(madeMe(null));
  session.value = null;
});

async function begun() {
  live.start();
  await pass(500);
  socket.open();
}

describe("a page", () => {
  test("that hears the pulse is not cut off", async () => {
    await begun();
    for (let round = 0; round < 10; round++) {
      socket.come("live.pulse", PULSE);
      await pass(5000);
    }
    expect([connected.value, cutSince.value, socket.opened]).toEqual([true, null, 0]);
  });

  test("whose line falls silent says since when, and opens another", async () => {
    await begun();
    socket.come("live.pulse", PULSE);
    const last = Date.now();
    await pass(11_000);
    expect(cutSince.value).toBeNull();
    await pass(2000);
    expect([cutSince.value, line.value, socket.opened]).toEqual([last, null, 1]);
    socket.open();
    expect([cutSince.value, connected.value]).toEqual([null, true]);
  });

  test("does not take for a sign of life what lay waiting while it slept", async () => {
    await begun();
    socket.come("live.pulse", PULSE);
    const last = Date.now();
    vi.setSystemTime(last + HOUR_MS); // no timer runs while a laptop sleeps
    socket.come("live.pulse", PULSE);
    socket.come("live.pulse", PULSE);
    expect([cutSince.value, socket.opened]).toEqual([last, 1]);
  });

  test("of a service without a pulse does not mistake its silence", async () => {
    await begun();
    socket.come("live.pulse", PULSE);
    socket.disconnect();
    socket.open(); // started again, without live calls
    await pass(60_000);
    expect([connected.value, cutSince.value, pulse.value]).toEqual([true, null, null]);
  });

  test("that is refused, because the server is not well, asks again", async () => {
    live.start();
    await pass(500);
    socket.refuse("store");
    expect(cutSince.value).not.toBeNull();
    await pass(4000);
    expect(socket.opened).toBe(0);
    await pass(2000);
    expect(socket.opened).toBe(1);
  });

  test("that waits too long for an answer tries another line", async () => {
    await begun();
    socket.disconnect();
    await pass(29_000);
    expect(socket.opened).toBe(0);
    await pass(2000);
    expect(socket.opened).toBe(1);
  });

  test("asks again for the library that did not load", async () => {
    unreachable = 1;
    live.start();
    await pass(500);
    expect(cutSince.value).not.toBeNull();
    await pass(6000);
    socket.open();
    expect([connected.value, cutSince.value]).toEqual([true, null]);
  });

  test("whose session is over shows the way in and opens nothing", async () => {
    await begun();
    vi.stubGlobal("fetch", async () => new Response(JSON.stringify(madeMe(null))));
    socket.connected = false;
    socket.active = false;
    socket.come("disconnect", "io server disconnect");
    await pass(100);
    expect([outside.value, socket.opened]).toEqual([true, 0]);
  });
});
