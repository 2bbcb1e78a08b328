import { effect, signal } from "@preact/signals";
import { recall, remember, whenRemembered } from "./memory";

export type Theme = "system" | "light" | "dark";
const THEMES: readonly Theme[] = ["system", "light", "dark"];

function stored(): Theme {
  const value = recall("theme");
  return THEMES.find((theme) => theme === value) ?? "system";
}

export const theme = signal<Theme>(stored());
whenRemembered("theme", () => {
  theme.value = stored();
});

effect(() => {
  const chosen = theme.value;
  if (chosen === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
  remember("theme", chosen);
});

export function nextTheme(): void {
  theme.value = THEMES[(THEMES.indexOf(theme.value) + 1) % THEMES.length] ?? "system";
}
