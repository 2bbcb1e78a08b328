import { signal } from "@preact/signals";
import { api } from "./api";
import type { Site } from "./wire";

/** What the server said of itself at the start; null until it has. */
export const site = signal<Site | null>(null);

export async function askSite(): Promise<void> {
  site.value = await api.site().catch(() => null);
}
