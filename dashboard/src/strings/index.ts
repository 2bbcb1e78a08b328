import { computed, effect, signal } from "@preact/signals";
import { recall, remember } from "../memory";
import { en } from "./en";

/** The one catalogue. English comes with the page; the others are loaded when chosen. */

export type Key = keyof typeof en;
export type Catalogue = Record<Key, string>;
export type Language = "en" | "de" | "es";
export type Values = Record<string, string | number>;

export const LANGUAGES: Record<Language, string> = { en: "English", de: "Deutsch", es: "Español" };

const late: Record<Exclude<Language, "en">, () => Promise<Catalogue>> = {
  de: () => import("./de").then((module) => module.de),
  es: () => import("./es").then((module) => module.es),
};

const catalogue = signal<{ language: Language; strings: Catalogue }>({
  language: "en",
  strings: en,
});
export const language = computed(() => catalogue.value.language);

export async function speak(wanted: Language): Promise<void> {
  const strings = wanted === "en" ? en : await late[wanted]();
  catalogue.value = { language: wanted, strings };
  remember("language", wanted);
}

/** The language chosen here before, else the first of the browser's that we have. */
export function preferred(): Language {
  const wishes = [recall("language") ?? "", ...navigator.languages];
  const known = wishes.map((wish) => wish.slice(0, 2).toLowerCase());
  return (known.find((wish) => wish in LANGUAGES) as Language | undefined) ?? "en";
}

export function fill(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The text of a key in the reader's language. */
export function t(key: Key, values: Values = {}): string {
  return fill(catalogue.value.strings[key], values);
}

/** The text before and after one hole, for what stands there in another language or another face. */
export function around(key: Key, hole: string, values: Values = {}): [string, string] {
  const [before = "", after = ""] = t(key, { ...values, [hole]: "\0" }).split("\0");
  return [before, after];
}

type Counted = Key extends infer K ? (K extends `${infer Stem}.one` ? Stem : never) : never;

/** A counted text: `<key>.one` or `<key>.other`, with `{n}`. */
export function count(key: Exclude<Counted, "empty">, n: number): string {
  const form = new Intl.PluralRules(language.value).select(n) === "one" ? "one" : "other";
  return t(`${key}.${form}`, { n: n.toLocaleString(language.value) });
}

/** The English text of a key that is built from a stored name; null when there is none. */
export function inEnglish(key: string): string | null {
  return (en as Record<string, string>)[key] ?? null;
}

/** A text whose key is built from a stored name; null when the catalogue does not know it. */
export function lookup(key: string): string | null {
  return (catalogue.value.strings as Record<string, string>)[key] ?? null;
}

effect(() => {
  document.documentElement.lang = language.value;
});
