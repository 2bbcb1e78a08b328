import { afterEach, describe, expect, test } from "vitest";
import { count, fill, speak, t } from "../src/strings";
import { de } from "../src/strings/de";
import { en } from "../src/strings/en";
import { es } from "../src/strings/es";

const holes = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

afterEach(() => speak("en"));

describe.each([
  ["de", de],
  ["es", es],
])("the catalogue %s", (_, other) => {
  test("has every text of the English one, and no other", () => {
    expect(Object.keys(other).sort()).toEqual(Object.keys(en).sort());
  });

  test("leaves no text empty", () => {
    expect(Object.entries(other).filter(([, text]) => !text.trim())).toEqual([]);
  });

  test("has the same holes to fill", () => {
    for (const [key, text] of Object.entries(en)) {
      expect([key, holes(other[key as keyof typeof en])]).toEqual([key, holes(text)]);
    }
  });
});

test("a hole without a value stays visible instead of vanishing", () => {
  expect(fill("{a} of {b}", { a: 1 })).toBe("1 of {b}");
});

test("counted texts follow the language's plural", async () => {
  expect(count("calls.count", 1)).toBe("1 call");
  expect(count("calls.count", 1200)).toBe("1,200 calls");
  await speak("de");
  expect(count("calls.count", 1200)).toBe("1.200 Anrufe");
  expect(document.documentElement.lang).toBe("de");
});

test("a language is spoken as soon as it is loaded", async () => {
  await speak("es");
  expect(t("app.calls")).toBe("Llamadas");
});
