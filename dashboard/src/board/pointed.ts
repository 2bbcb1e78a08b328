import { signal } from "@preact/signals";

/** The call whose row has the focus: keys act on it. */
export const pointed = signal<string | null>(null);
