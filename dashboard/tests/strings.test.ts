import { afterEach, describe, expect, test } from "vitest";
import { around, count, fill, speak, t } from "../src/strings";
import { parse, sources, textsIn, unmarkedIn, wordsIn } from "./sources";

type Texts = Record<string, string>;

const FILES = import.meta.glob<Record<string, Texts>>("../src/strings/**/{en,de,es}.ts", {
  eager: true,
});
const textsOf = (file: string): Texts => Object.values(FILES[file] ?? {})[0] ?? {};
const ENGLISH = Object.keys(FILES).filter((file) => file.endsWith("/en.ts"));
const OTHERS = ENGLISH.flatMap((file) =>
  ["de", "es"].map((code) => [file.replace(/en\.ts$/, `${code}.ts`), code, textsOf(file)] as const),
);
const holes = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

/** Words that are the same in both languages: names, and what the trade says in either. */
const SAME: Record<string, readonly string[]> = {
  de: [
    "Agent",
    "Chat",
    "Code",
    "Demo",
    "Frustration",
    "Frustration {score}, {level}",
    "Information",
    "Live",
    "Name",
    "Moment",
    "Pause",
    "Person",
    "Status",
    "Team",
    "Teams",
    "Single Sign-on",
    "Version",
    "Webhook",
    "live",
  ],
  es: ["Demo", "Webhook", "log-odds"],
};
const NAMES = ["voicemon", "voicemon {version}"];
/** Units, signs and holes alone are the same everywhere. */
const isWord = (text: string) => /\p{L}{3}/u.test(text.replace(/\{\w+\}|\bmin\b/g, ""));

afterEach(() => speak("en"));

test("there is a catalogue of each language beside every English one", () => {
  const wanted = ENGLISH.flatMap((file) =>
    ["de", "en", "es"].map((code) => file.replace(/en\.ts$/, `${code}.ts`)),
  );
  expect(Object.keys(FILES).sort()).toEqual(wanted.sort());
});

describe.each(OTHERS)("%s", (file, code, english) => {
  const other = textsOf(file);

  test("has every text of the English one, and no other", () => {
    expect(Object.keys(other).sort()).toEqual(Object.keys(english).sort());
  });

  test("leaves no text empty", () => {
    expect(Object.entries(other).filter(([, text]) => !text.trim())).toEqual([]);
  });

  test("has the same holes to fill", () => {
    for (const [key, text] of Object.entries(english)) {
      expect([key, holes(other[key] ?? "")]).toEqual([key, holes(text)]);
    }
  });

  test("says nothing in English", () => {
    const same = [...NAMES, ...(SAME[code] ?? [])];
    const left = Object.entries(english).filter(
      ([key, text]) => other[key] === text && isWord(text) && !same.includes(text),
    );
    expect(left).toEqual([]);
  });
});

describe("the sources", () => {
  const all = sources();
  const texts = all.map(textsIn);

  test("ask for every text of the catalogues", () => {
    const asked = (key: string) =>
      texts.some(
        ({ whole, patterns }) => whole.has(key) || patterns.some((pattern) => pattern.test(key)),
      );
    const keys = ENGLISH.flatMap((file) => Object.keys(textsOf(file)));
    const unused = keys.filter((key) => !asked(key) && !asked(key.replace(/\.(one|other)$/, "")));
    expect(unused).toEqual([]);
  });

  test("hold no words for the reader outside the catalogues", () => {
    expect(all.flatMap(wordsIn)).toEqual([]);
  });

  test("say which language the server's sentences are in", () => {
    expect(all.flatMap(unmarkedIn)).toEqual([]);
  });
});

test("words in the markup are found, keys and commands are not", () => {
  const text = `
    const it = <p title={\`\${t("a")} (w)\`}>
      Hello {open ? "Close" : t("open")} <code>voicemon serve</code>
      <input placeholder="Name" class="wide" /> {" · "} {kind === "calm" && t("calm")}
    </p>;`;
  const tree = parse("it.tsx", text);
  expect(wordsIn({ name: "it.tsx", tree })).toEqual([
    "it.tsx:3 Hello",
    "it.tsx:3 Close",
    "it.tsx:4 Name",
  ]);
  const told = parse("told.tsx", `<p>{flag.reason} <i lang="en">{flag.reason}</i></p>`);
  expect(unmarkedIn({ name: "told.tsx", tree: told })).toEqual(["told.tsx:1 {flag.reason}"]);
});

test("a hole without a value stays visible instead of vanishing", () => {
  expect(fill("{a} of {b}", { a: 1 })).toBe("1 of {b}");
});

test("what stands around a hole can be had without it", () => {
  expect(around("player.volume", "role")).toEqual(["Volume: ", ""]);
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
