import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { api } from "./api";
import type { Health } from "./wire";

/** Whether the parts the server stands on are well, asked while somebody looks. */

const EVERY_MS = 30_000;

/** Null until it has been told, or where it does not answer. */
export const health = signal<Health | null>(null);

async function look(): Promise<void> {
  health.value = await api.health().catch(() => null);
}

/** What is wrong, part by part; nothing where all is well. */
export function wrongIn(told: Health): string[] {
  const parts = Object.entries(told).filter(([name]) => name !== "status");
  return parts.flatMap(([name, value]) =>
    typeof value === "string" && value !== "ok" ? `${name}: ${value}` : [],
  );
}

export function useHealth(): void {
  useEffect(() => {
    void look();
    const timer = setInterval(() => void look(), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
}
