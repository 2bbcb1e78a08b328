const EVERY_MS = 5000;

/**
 * Acts every few seconds while the page is seen, and at once when it is seen again; never twice at
 * the same time. The returned function ends it.
 */
export function whileSeen(act: () => Promise<unknown>, every_ms = EVERY_MS): () => void {
  const owner = new AbortController();
  let busy = false;
  const look = async () => {
    if (busy || document.visibilityState !== "visible") return;
    busy = true;
    await act().finally(() => {
      busy = false;
    });
  };
  const timer = setInterval(() => void look(), every_ms);
  document.addEventListener("visibilitychange", () => void look(), { signal: owner.signal });
  return () => {
    clearInterval(timer);
    owner.abort();
  };
}
