import { expect, test } from "vitest";
import { stepSpeed } from "../src/call/player";
import { busy, jobOf, tell } from "../src/jobs";
import { isTaken, nameOf } from "../src/keys";
import type { JobOut } from "../src/wire";

function job(id: string, state: JobOut["state"]): JobOut {
  const rest = { file: "a.wav", stage: "", progress: 0, call_id: null, known: false, error: null };
  return { id, state, created_at: "2026-03-14T09:26:53Z", ...rest };
}

test("news that arrives late does not wake an ended job", () => {
  tell([job("a", "running")]);
  expect(busy.value).toBe(true);
  tell([job("a", "done")]);
  tell([job("a", "running")]);
  expect(jobOf("a")?.state).toBe("done");
  expect(busy.value).toBe(false);
});

test("a key that the focused thing wants is left to it", () => {
  document.body.innerHTML = "<input type=text><input type=range><button>b</button><p>p</p>";
  const [text, range, button, p] = [...document.body.children] as [
    Element,
    Element,
    Element,
    Element,
  ];
  expect(isTaken("n", text)).toBe(true);
  expect([isTaken("n", range), isTaken("ArrowLeft", range)]).toEqual([false, true]);
  expect([isTaken(" ", button), isTaken("n", button)]).toEqual([true, false]);
  expect(isTaken(" ", p)).toBe(false);
});

test("shift is part of a named key, not of a letter", () => {
  expect(nameOf(new KeyboardEvent("keydown", { key: "ArrowLeft", shiftKey: true }))).toBe(
    "Shift+ArrowLeft",
  );
  expect(nameOf(new KeyboardEvent("keydown", { key: "?", shiftKey: true }))).toBe("?");
});

test("speed stays within half and three times", () => {
  expect([stepSpeed(1, 1), stepSpeed(1, -1), stepSpeed(3, 1), stepSpeed(0.5, -1)]).toEqual([
    1.25, 0.75, 3, 0.5,
  ]);
});
