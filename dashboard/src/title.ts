import { effect, signal } from "@preact/signals";
import { t } from "./strings";

/** The window's title: what it shows, and before it how many calls need somebody. */

const shown = signal("");
/** How many calls need somebody; 0 shows none. */
export const badge = signal(0);

export function titled(text: string): void {
  shown.value = text;
}

effect(() => {
  const text = [shown.value, t("app.name")].filter(Boolean).join(" · ");
  document.title = badge.value ? `(${badge.value}) ${text}` : text;
});
