import { effect, signal } from "@preact/signals";
import { fill, type Language, language, type Values } from "..";
import { views as en, type ViewCatalogue, type ViewKey } from "./en";

/** Its own catalogue, because few need it: it comes with the refusal of a view. */

const late: Record<Exclude<Language, "en">, () => Promise<ViewCatalogue>> = {
  de: () => import("./de").then((module) => module.views),
  es: () => import("./es").then((module) => module.views),
};

const catalogue = signal<ViewCatalogue>(en);

export async function follow(wanted: Language): Promise<void> {
  const strings = wanted === "en" ? en : await late[wanted]();
  if (language.peek() === wanted) catalogue.value = strings;
}

effect(() => void follow(language.value));

/** The text of a key in the reader's language. */
export function v(key: ViewKey, values: Values = {}): string {
  return fill(catalogue.value[key], values);
}
