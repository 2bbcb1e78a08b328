import { effect, signal } from "@preact/signals";
import { fill, type Language, language, type Values } from "..";
import { rules as en, type RuleCatalogue, type RuleKey } from "./en";

/** The rules' own catalogue: it comes with their view, and follows the reader's language. */

export type { RuleKey };

const late: Record<Exclude<Language, "en">, () => Promise<RuleCatalogue>> = {
  de: () => import("./de").then((module) => module.rules),
  es: () => import("./es").then((module) => module.rules),
};

const catalogue = signal<RuleCatalogue>(en);

export async function follow(wanted: Language): Promise<void> {
  const strings = wanted === "en" ? en : await late[wanted]();
  if (language.peek() === wanted) catalogue.value = strings;
}

effect(() => void follow(language.value));

/** The text of a key in the reader's language. */
export function r(key: RuleKey, values: Values = {}): string {
  return fill(catalogue.value[key], values);
}

/** The text before and after one hole, for what stands there in another face. */
export function around(key: RuleKey, hole: string): [string, string] {
  const [before = "", after = ""] = r(key, { [hole]: "\0" }).split("\0");
  return [before, after];
}

/** A text whose key is built from a name of the server; null where the catalogue has none. */
export function told(key: string): string | null {
  return (catalogue.value as Record<string, string>)[key] ?? null;
}
