import { describe, expect, test } from "vitest";
import { attach } from "../src/follow";

/** A connection in the test's own memory. */
class Line {
  sent: [string, unknown][] = [];
  answers = 0;
  private handlers = new Map<string, (body: unknown, answer?: () => void) => void>();

  on(name: string, act: (body: never, answer?: () => void) => void) {
    this.handlers.set(name, act as (body: unknown, answer?: () => void) => void);
    return this;
  }
  off(name: string) {
    this.handlers.delete(name);
    return this;
  }
  emit(name: string, body: unknown) {
    this.sent.push([name, body]);
    return this;
  }
  get hearing() {
    return this.handlers.size;
  }
  come(name: string, body: unknown) {
    this.handlers.get(name)?.(body, () => {
      this.answers += 1;
    });
  }
}

interface Body {
  id?: string;
  number: number;
}

function followed(topic: "board" | "live" = "board", id: string | null = null) {
  const line = new Line();
  const told: string[] = [];
  const stop = attach<Body, Body>(line as unknown as Parameters<typeof attach>[0], topic, id, {
    snapshot: (body) => told.push(`snapshot ${body.number}`),
    change: (body) => told.push(`change ${body.number}`),
    gone: () => told.push("gone"),
  });
  return { line, told, stop };
}

const watched = (line: Line) => line.sent.filter(([name]) => name.endsWith(".watch")).length;

describe("following", () => {
  test("asks for a snapshot, takes changes in their order, answers each", () => {
    const { line, told } = followed();
    line.come("board.snapshot", { number: 4 });
    line.come("board.change", { number: 5 });
    line.come("board.change", { number: 6 });
    expect(told).toEqual(["snapshot 4", "change 5", "change 6"]);
    expect([watched(line), line.answers]).toEqual([1, 3]);
  });

  test("a hole asks for a new snapshot, and takes nothing until it comes", () => {
    const { line, told } = followed();
    line.come("board.snapshot", { number: 1 });
    line.come("board.change", { number: 3 });
    line.come("board.change", { number: 4 });
    expect(told).toEqual(["snapshot 1"]);
    expect([watched(line), line.answers]).toEqual([2, 3]);
    line.come("board.snapshot", { number: 5 });
    line.come("board.change", { number: 6 });
    expect(told).toEqual(["snapshot 1", "snapshot 5", "change 6"]);
  });

  test("of another call nothing is taken, nor answered", () => {
    const { line, told } = followed("live", "mine");
    line.come("live.snapshot", { id: "other", number: 1 });
    line.come("live.gone", { id: "other" });
    line.come("live.snapshot", { id: "mine", number: 1 });
    line.come("live.gone", { id: "mine" });
    expect(told).toEqual(["snapshot 1", "gone"]);
    expect(line.answers).toBe(1);
  });

  test("at its end it says so and hears no more", () => {
    const { line, stop } = followed("live", "mine");
    stop();
    expect(line.hearing).toBe(0);
    expect(line.sent.at(-1)).toEqual(["live.leave", { id: "mine" }]);
  });
});
