/** Keeps the screen on while the page is seen; a browser that cannot simply does not. */
export function stayAwake(): () => void {
  let lock: WakeLockSentinel | null = null;
  const ask = async () => {
    if (document.hidden || !("wakeLock" in navigator)) return;
    lock = await navigator.wakeLock.request("screen").catch(() => null);
  };
  const owner = new AbortController();
  document.addEventListener("visibilitychange", () => void ask(), { signal: owner.signal });
  void ask();
  return () => {
    owner.abort();
    void lock?.release();
  };
}
