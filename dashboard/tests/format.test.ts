import { afterEach, expect, test } from "vitest";
import { clock, humanise, number, signed } from "../src/format";
import { speak } from "../src/strings";

afterEach(() => speak("en"));

test.each([
  [0, "0:00"],
  [59.9, "0:59"],
  [192, "3:12"],
  [3600, "1:00:00"],
  [3727, "1:02:07"],
  [-3, "0:00"],
])("%d s reads %s", (seconds, text) => {
  expect(clock(seconds)).toBe(text);
});

test("numbers follow the reader's notation", async () => {
  expect(number(0.7)).toBe("0.70");
  await speak("de");
  expect(number(0.7)).toBe("0,70");
  expect(signed(-1.25)).toBe("−1,3");
});

test("log-odds always show their sign", () => {
  expect([signed(1.3), signed(-0.4), signed(0)]).toEqual(["+1.3", "−0.4", "+0.0"]);
});

test("a stored name becomes words", () => {
  expect(humanise("asked-for_manager")).toBe("Asked for manager");
});
