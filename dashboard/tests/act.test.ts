import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { deed, move, seen, snoozedUntil, tellDeed, undo } from "../src/flags/act";
import type { FlagCard } from "../src/flags/card";
import { actsOn, currentOf, picked, question, toShow, undoable } from "../src/flags/choice";
import { resolve, start, steppedIn } from "../src/flags/do";
import { clearFlags, flagsOn, takeFlags } from "../src/flags/ledger";
import { standText } from "../src/flags/stand";
import { session } from "../src/session";
import { flagCard, flagSnapshot, madeMe } from "./made";

const ana = { id: "p1", name: "Ana" };
const ben = { id: "p2", name: "Ben" };
const claimed = (by: typeof ana): Partial<FlagCard> => ({
  state: "claimed",
  owner: by,
  by,
  number: 2,
  undo_until: "2026-03-14T09:40:00Z",
  next: ["acknowledged", "acted", "escalated", "resolved"],
});

/** A server that answers as the test says, and keeps what it was asked. */
function serve(status: number, body: unknown) {
  const asked: { path: string; body: unknown }[] = [];
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    asked.push({ path: new URL(url).pathname, body: JSON.parse(String(init.body)) });
    return new Response(JSON.stringify(body), { status });
  });
  return asked;
}

beforeEach(() => {
  session.value = madeMe(ana);
});
afterEach(() => {
  vi.unstubAllGlobals();
  session.value = null;
  question.value = null;
  picked.value = null;
  tellDeed(null);
  clearFlags();
});

describe("what may be done with a flag", () => {
  test("follows from what it can become", () => {
    const raised = flagCard("f");
    expect(actsOn(raised)).toEqual(["acknowledged", "claimed", "snoozed", "escalated", "resolved"]);
    const done = flagCard("f", { state: "resolved", next: ["raised"] });
    expect(actsOn(done)).toEqual(["reopened"]);
  });

  test("my claim can be given back; of somebody else's one can only escalate", () => {
    expect(actsOn(flagCard("f", claimed(ana)))).toEqual(["back", "acted", "escalated", "resolved"]);
    expect(actsOn(flagCard("f", claimed(ben)))).toEqual(["escalated"]);
  });

  test("one's own last move can be taken back, for a while", () => {
    const before = Date.parse("2026-03-14T09:39:00Z");
    expect(undoable(flagCard("f", claimed(ana)), before)).toBe(true);
    expect(undoable(flagCard("f", claimed(ana)), before + 120_000)).toBe(false);
    expect(undoable(flagCard("f", claimed(ben)), before)).toBe(false);
  });

  test("an act that the flag does not allow is not begun", () => {
    expect(start("reopened", flagCard("f"))).toBe(false);
  });

  test("to resolve and to snooze ask something back first", () => {
    expect(start("resolved", flagCard("f"))).toBe(true);
    expect(question.value).toEqual({ flag: "f", about: "resolved" });
    start("snoozed", flagCard("f"));
    expect(question.value?.about).toBe("snoozed");
  });

  test("it is the picked one of several, else the gravest; a resolved one only where none is open", () => {
    const flags = [flagCard("a"), flagCard("b"), flagCard("c", { state: "resolved" })];
    expect(toShow(flags).map((flag) => flag.id)).toEqual(["a", "b"]);
    expect(toShow(flags.slice(2)).map((flag) => flag.id)).toEqual(["c"]);
    expect(currentOf(flags)?.id).toBe("a");
    picked.value = "b";
    expect(currentOf(flags)?.id).toBe("b");
    expect(currentOf([])).toBeNull();
  });

  test("says who has it", () => {
    expect(standText(flagCard("f"))).toBe("raised");
    expect(standText(flagCard("f", claimed(ana)))).toBe("claimed by you");
    expect(standText(flagCard("f", claimed(ben)))).toBe("claimed by Ben");
    expect(standText(flagCard("f", { state: "acknowledged", by: ben }))).toBe(
      "acknowledged by Ben",
    );
    expect(standText(flagCard("f", { state: "resolved", by: ana }))).toBe("resolved by you");
  });
});

describe("a move", () => {
  test("names the card it was made on, and its answer is shown at once", async () => {
    const asked = serve(200, flagCard("f", claimed(ana)));
    takeFlags(flagSnapshot(flagCard("f")));
    await move(flagCard("f"), { to: "claimed" });
    expect(asked).toEqual([{ path: "/api/flags/f/move", body: { to: "claimed", number: 1 } }]);
    expect(flagsOn("call").value[0]?.state).toBe("claimed");
    expect(deed.value).toMatchObject({ to: "claimed", problem: null });
  });

  test("that somebody was faster than is refused in the server's words", async () => {
    serve(409, { code: "conflict", message: "Ben claimed this flag 12 s ago", fix: "" });
    await move(flagCard("f"), { to: "claimed" });
    expect(deed.value?.problem?.message).toBe("Ben claimed this flag 12 s ago");
    expect(deed.value?.flag.state).toBe("raised");
  });

  test("is not made twice by a second click while it is on its way", async () => {
    const asked = serve(200, flagCard("f", claimed(ana)));
    takeFlags(flagSnapshot(flagCard("f")));
    await Promise.all([1, 2].map(() => move(flagCard("f"), { to: "claimed" })));
    expect(asked).toHaveLength(1);
  });

  test("waits for the one before it, and is made on what that made of the flag", async () => {
    const asked = serve(200, flagCard("f", claimed(ana)));
    takeFlags(flagSnapshot(flagCard("f")));
    await Promise.all([
      move(flagCard("f"), { to: "claimed" }),
      move(flagCard("f"), { to: "resolved", outcome: "helped" }),
    ]);
    expect(asked.map(({ body }) => body)).toEqual([
      { to: "claimed", number: 1 },
      { to: "resolved", outcome: "helped", number: 2 },
    ]);
  });

  test("is taken back by its number", async () => {
    const asked = serve(200, flagCard("f", { number: 3 }));
    await undo(flagCard("f", claimed(ana)));
    expect(asked).toEqual([{ path: "/api/flags/f/undo", body: { number: 2 } }]);
    expect(deed.value?.to).toBeNull();
  });

  test("writing to the agent says that one has stepped in, on a flag one holds and no other", async () => {
    const asked = serve(200, flagCard("f", { ...claimed(ana), state: "acted", number: 3 }));
    takeFlags(flagSnapshot(flagCard("f", claimed(ben))));
    steppedIn("call");
    takeFlags(flagSnapshot(flagCard("f", claimed(ana))));
    steppedIn("call");
    await vi.waitFor(() => expect(flagsOn("call").value[0]?.state).toBe("acted"));
    expect(asked.map(({ body }) => body)).toEqual([{ to: "acted", number: 2 }]);
  });

  test("resolving carries its outcome and a note", async () => {
    const asked = serve(200, flagCard("f"));
    resolve(flagCard("f"), "false_alarm", "a joke");
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    const body = { to: "resolved", outcome: "false_alarm", why: "a joke", number: 1 };
    expect(asked[0]?.body).toEqual(body);
  });

  test("a snooze ends a number of minutes from now", () => {
    expect(snoozedUntil(15, Date.parse("2026-03-14T09:00:00Z"))).toBe("2026-03-14T09:15:00.000Z");
  });

  test("seeing is told once for each time a flag was raised, and of raised flags alone", () => {
    const asked = serve(403, { code: "forbidden", message: "no", fix: "" });
    seen([flagCard("s1"), flagCard("s2", { state: "claimed" })]);
    seen([flagCard("s1")]);
    seen([flagCard("s1", { number: 4 })]);
    expect(asked.map(({ body }) => body)).toEqual([
      { to: "seen", number: 1 },
      { to: "seen", number: 4 },
    ]);
    expect(deed.value).toBeNull();
  });
});
