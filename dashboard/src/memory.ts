/** What this browser remembers. A browser that refuses storage simply remembers nothing. */

const PREFIX = "voicemon.";

export function recall(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

export function remember(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, value);
  } catch {
    // Private windows may refuse; the choice then lasts as long as the page.
  }
}

/** Hear that another window of this browser remembers something else by now. */
export function whenRemembered(name: string, act: () => void): void {
  addEventListener("storage", ({ key }) => {
    if (key === PREFIX + name || key === null) act(); // null: everything was cleared
  });
}
