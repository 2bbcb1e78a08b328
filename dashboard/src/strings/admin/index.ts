import { effect, signal } from "@preact/signals";
import { fill, type Language, language, type Values } from "..";
import { type AdminCatalogue, type AdminKey, admin as en } from "./en";

/** The administration's own catalogue: it comes with its views, and follows the language. */

export type { AdminKey };

const late: Record<Exclude<Language, "en">, () => Promise<AdminCatalogue>> = {
  de: () => import("./de").then((module) => module.admin),
  es: () => import("./es").then((module) => module.admin),
};

const catalogue = signal<AdminCatalogue>(en);

export async function follow(wanted: Language): Promise<void> {
  const strings = wanted === "en" ? en : await late[wanted]();
  if (language.peek() === wanted) catalogue.value = strings;
}

effect(() => void follow(language.value));

/** The text of a key in the reader's language. */
export function a(key: AdminKey, values: Values = {}): string {
  return fill(catalogue.value[key], values);
}

/** A text whose key is built from a name of the server; null where the catalogue has none. */
export function told(key: string): string | null {
  return (catalogue.value as Record<string, string>)[key] ?? null;
}
