import { afterEach, describe, expect, test } from "vitest";
import { desk, takeCall, takeMessage, unread, withMessage } from "../src/desk/desk";
import { draftOf, keepDraft } from "../src/desk/drafts";
import { session } from "../src/session";
import type { DeskCall, DeskMessageOut } from "../src/wire";
import { liveCall, madeMe } from "./made";

const message = (
  id: string,
  minute: number,
  about: Partial<DeskMessageOut> = {},
): DeskMessageOut => ({
  id,
  call_id: "call",
  to: { id: "p2", name: "Dana" },
  by: { id: "p1", name: "Ana" },
  text: "breathe",
  step: null,
  sent_at: `2026-03-14T09:0${minute}:00Z`,
  delivered_at: null,
  read_at: null,
  ...about,
});

const call = (id: string): DeskCall => ({
  id,
  call: liveCall(id).call,
  step: null,
  listeners: 0,
  joined: [],
});

afterEach(() => {
  desk.value = null;
});

describe("an agent's desk", () => {
  const opened = (...messages: DeskMessageOut[]) => {
    desk.value = { agent_id: "dana.w", messages, calls: [] };
  };

  test("keeps its messages newest first; one told again is the same one", () => {
    opened(message("b", 2), message("a", 1));
    takeMessage(message("c", 3));
    takeMessage(message("a", 1, { read_at: "2026-03-14T09:05:00Z" }));
    expect(desk.value?.messages.map((each) => each.id)).toEqual(["c", "b", "a"]);
    expect(unread.value.map((each) => each.id)).toEqual(["c", "b"]);
  });

  test("an answer that a receipt has overtaken takes nothing back", () => {
    opened(message("a", 1, { delivered_at: "2026-03-14T09:02:00Z" }));
    takeMessage(message("a", 1));
    expect(desk.value?.messages[0]?.delivered_at).toBe("2026-03-14T09:02:00Z");
  });

  test("keeps fifty messages and no more", () => {
    const many = Array.from({ length: 60 }, (_, index) => message(`m${index}`, index % 10));
    expect(many.reduce(withMessage, [] as DeskMessageOut[])).toHaveLength(50);
  });

  test("knows its running calls until they are over", () => {
    opened();
    takeCall({ id: "x", call: call("x") });
    takeCall({ id: "x", call: { ...call("x"), listeners: 1 } });
    expect(desk.value?.calls.map((each) => [each.id, each.listeners])).toEqual([["x", 1]]);
    takeCall({ id: "x", call: null });
    expect(desk.value?.calls).toEqual([]);
  });

  test("news that comes before the desk is known is not lost sight of: the snapshot has it", () => {
    takeMessage(message("a", 1));
    expect(desk.value).toBeNull();
  });
});

describe("what one began to write", () => {
  afterEach(() => {
    session.value = null;
  });

  test("is kept for each call, and gone when it is empty", () => {
    keepDraft("a", "Shall I");
    keepDraft("b", "You may");
    keepDraft("b", " ");
    expect([draftOf("a"), draftOf("b"), draftOf("c")]).toEqual(["Shall I", "", ""]);
  });

  test("is shown to nobody else who signs in on the same page", () => {
    session.value = madeMe({ id: "p1" });
    keepDraft("call", "private");
    session.value = madeMe({ id: "p2" });
    expect(draftOf("call")).toBe("");
    session.value = madeMe({ id: "p1" });
    expect(draftOf("call")).toBe("private");
  });

  test("is kept of so many calls and no more, the newest", () => {
    for (let number = 0; number < 60; number++) keepDraft(`call${number}`, "text");
    expect([draftOf("call9"), draftOf("call10"), draftOf("call59")]).toEqual(["", "text", "text"]);
  });
});
