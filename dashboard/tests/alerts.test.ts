import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fresh, hear, meanwhile, mute, mutedUntil, soundOn } from "../src/alerts/alerts";
import { Limit } from "../src/alerts/limit";
import { answerWindows } from "../src/alerts/looked_at";
import { first, firstOf } from "../src/alerts/once";
import { NOTHING, setView } from "../src/board/view";
import { session } from "../src/session";
import { badge, titled } from "../src/title";
import { flagCard, madeMe } from "./made";

describe("a limit", () => {
  beforeEach(() => localStorage.clear());

  test("holds for all windows of a browser together", () => {
    const [one, other] = [new Limit("test", 1, 1000), new Limit("test", 1, 1000)];
    expect([one.pass(0), other.pass(500), other.pass(1500), one.pass(1600)]).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  test("counts each of several at the same moment, and forgets what a wrong clock wrote", () => {
    const limit = new Limit("test", 2, 1000);
    expect([limit.pass(5000), limit.pass(5000), limit.pass(5000)]).toEqual([true, true, false]);
    expect(limit.pass(10)).toBe(true); // the clock was set right
  });

  test("lets through so many in its window, and tells how many it held back", () => {
    const limit = new Limit("test", 2, 1000);
    expect([0, 10, 20, 30, 1005].map((at) => limit.pass(at))).toEqual([
      true,
      true,
      false,
      false,
      true,
    ]);
    expect([limit.missed(), limit.missed()]).toEqual([2, 0]);
  });
});

test("of several windows of a browser one alone tells", async () => {
  localStorage.clear();
  expect([await first("a"), await first("a"), await first("b")]).toEqual([true, false, true]);
  expect([await firstOf(["b", "c", "d"]), await firstOf(["c", "d"])]).toEqual([2, 0]);
});

describe("an alert", () => {
  const notes: string[] = [];
  beforeEach(() => {
    session.value = madeMe({ id: "p1" });
    localStorage.clear();
    class Note extends EventTarget {
      static permission = "granted";
      constructor(title: string) {
        super();
        notes.push(title);
      }
    }
    vi.stubGlobal("Notification", Note);
    vi.spyOn(document, "hasFocus").mockReturnValue(true);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
    notes.splice(0);
    fresh.value = [];
    meanwhile.value = [];
    setView(NOTHING);
    mute(0);
    session.value = null;
  });
  /** The reader looks at something else. */
  const away = () => vi.spyOn(document, "hasFocus").mockReturnValue(false);
  /** Longer than another window is waited for. */
  const waited = () => new Promise((done) => setTimeout(done, 500));
  const shown = () => fresh.value.map((flag) => flag.id);

  test("is for flags that ask to act, of the teams and queues one looks at, not for one's own", () => {
    setView({ queue: "billing" });
    hear([
      flagCard("act"),
      flagCard("watch", { severity: "watch" }),
      flagCard("elsewhere", { queue: "service" }),
      flagCard("mine", { by: { id: "p1", name: "Ana" } }),
    ]);
    expect(shown()).toEqual(["act"]);
  });

  test("is told by the browser while the page is not looked at, and once", async () => {
    away();
    hear([flagCard("a")]);
    hear([flagCard("a")]);
    await vi.waitFor(() => expect(notes).toHaveLength(1));
    expect(notes).toEqual(["dana.w: Steep rise"]);
    vi.spyOn(document, "hasFocus").mockReturnValue(true);
    hear([flagCard("b")]);
    await waited();
    expect(notes).toHaveLength(1);
  });

  test("is not told by the browser while another of its windows is looked at", async () => {
    const close = answerWindows();
    const focus = vi.spyOn(document, "hasFocus").mockReturnValueOnce(false).mockReturnValue(true);
    hear([flagCard("seen there")]);
    await waited();
    expect([shown(), notes]).toEqual([["seen there"], []]);
    focus.mockReset().mockReturnValue(false);
    hear([flagCard("seen nowhere")]);
    await vi.waitFor(() => expect(notes).toHaveLength(1));
    close();
  });

  test("of several that came during a cut is not told while another window is looked at", async () => {
    const close = answerWindows();
    vi.spyOn(document, "hasFocus").mockReturnValueOnce(false).mockReturnValue(true);
    hear([flagCard("a"), flagCard("b")], true);
    await waited();
    expect([meanwhile.value.length, notes]).toEqual([2, []]);
    close();
  });

  test("that is muted is still shown on the page", async () => {
    away();
    mute(Date.now() + 60_000);
    hear([flagCard("quiet")]);
    await waited();
    expect([shown(), notes]).toEqual([["quiet"], []]);
    expect(mutedUntil.value).toBeGreaterThan(Date.now());
  });

  test("of several that came during a cut is one, of what still asks for somebody", async () => {
    away();
    const owner = { id: "p2", name: "Ben" };
    hear(
      [
        flagCard("a"),
        flagCard("taken", { state: "claimed", owner }),
        flagCard("over", { call_ended: "hangup" }),
        flagCard("b"),
      ],
      true,
    );
    expect([shown(), meanwhile.value.map((flag) => flag.id)]).toEqual([[], ["a", "b"]]);
    await vi.waitFor(() => expect(notes).toHaveLength(1));
    expect(notes).toEqual(["2 flags came while the page was cut off"]);
  });

  test("of one alone that came during a cut is as any other", async () => {
    away();
    hear([flagCard("late")], true);
    expect([shown(), meanwhile.value]).toEqual([["late"], []]);
    await vi.waitFor(() => expect(notes).toEqual(["dana.w: Steep rise"]));
  });

  test("is muted and silenced for all windows", () => {
    localStorage.setItem("voicemon.alerts.muted", "5000");
    localStorage.setItem("voicemon.alerts.sound", "off");
    for (const key of ["voicemon.alerts.muted", "voicemon.alerts.sound"]) {
      dispatchEvent(new StorageEvent("storage", { key }));
    }
    expect([mutedUntil.value, soundOn.value]).toEqual([5000, false]);
    soundOn.value = true;
  });

  test("of three at most is shown at once, the newest first", () => {
    for (const id of ["a", "b", "c", "d"]) hear([flagCard(id)]);
    expect(shown()).toEqual(["d", "c", "b"]);
  });
});

test("the title says how many calls need somebody", () => {
  titled("Board");
  expect(document.title).toBe("Board · voicemon");
  badge.value = 3;
  expect(document.title).toBe("(3) Board · voicemon");
  badge.value = 0;
});
