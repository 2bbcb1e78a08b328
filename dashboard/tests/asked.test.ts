import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { asking } from "../src/admin/asked";
import { Refused } from "../src/api";
import { whileSeen } from "../src/while_seen";

const refused = (message: string) => new Refused({ code: "conflict", message, fix: "" }, 409);

/** An answer that comes when the test says so. */
function later<T>() {
  let come!: (told: T) => void;
  const answer = new Promise<T>((resolve) => {
    come = resolve;
  });
  return { answer, come };
}

describe("what was asked of the server", () => {
  test("is told, and told anew after an act", async () => {
    let count = 0;
    const asked = asking(async () => count);
    await asked.look();
    expect(asked.data.value).toBe(0);
    await asked.run(async () => {
      count = 7;
    });
    expect([asked.data.value, asked.problem.value]).toEqual([7, null]);
  });

  test("is never replaced by an older answer that comes late", async () => {
    const [old, fresh] = [later<string>(), later<string>()];
    const answers = [old.answer, fresh.answer];
    const asked = asking(() => answers.shift() ?? Promise.reject());
    const both = [asked.look(), asked.run()];
    fresh.come("after the act");
    old.come("before it");
    await Promise.all(both);
    expect(asked.data.value).toBe("after the act");
  });

  test("does not wipe away what an act was refused with", async () => {
    const asked = asking(async () => "rows");
    await asked.run(() => Promise.reject(refused("somebody was faster")));
    await asked.look();
    expect([asked.data.value, asked.problem.value?.message]).toEqual([
      "rows",
      "somebody was faster",
    ]);
    await asked.run();
    expect(asked.problem.value).toBeNull();
  });

  test("keeps what was told while the server is away, and says that it is until it answers", async () => {
    let away = false;
    const asked = asking(async () => {
      if (away) throw new TypeError("no connection");
      return "rows";
    });
    await asked.look();
    away = true;
    await asked.look();
    expect([asked.data.value, asked.problem.value?.code]).toEqual(["rows", "offline"]);
    away = false;
    await asked.look();
    expect(asked.problem.value).toBeNull();
  });
});

describe("while the page is seen", () => {
  const seen = (state: DocumentVisibilityState) => {
    vi.spyOn(document, "visibilityState", "get").mockReturnValue(state);
    document.dispatchEvent(new Event("visibilitychange"));
  };
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  test("something is done every few seconds, and no more once it is ended", async () => {
    const act = vi.fn(async () => undefined);
    const end = whileSeen(act);
    await vi.advanceTimersByTimeAsync(15_000);
    expect(act).toHaveBeenCalledTimes(3);
    end();
    await vi.advanceTimersByTimeAsync(15_000);
    seen("visible");
    expect(act).toHaveBeenCalledTimes(3);
  });

  test("nothing is done behind the reader's back, and all at once on coming back", async () => {
    const act = vi.fn(async () => undefined);
    const end = whileSeen(act);
    seen("hidden");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(act).not.toHaveBeenCalled();
    seen("visible");
    expect(act).toHaveBeenCalledTimes(1);
    end();
  });

  test("what takes long is not begun a second time meanwhile", async () => {
    const slow = later<undefined>();
    const act = vi.fn(() => slow.answer);
    const end = whileSeen(act);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(act).toHaveBeenCalledTimes(1);
    slow.come(undefined);
    await vi.advanceTimersByTimeAsync(5000);
    expect(act).toHaveBeenCalledTimes(2);
    end();
  });
});
