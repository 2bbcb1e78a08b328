import { recall, remember } from "../memory";

/** Of several windows of one browser, one alone tells of a thing. */

const KEPT = 200;
/** What one window writes down another reads a moment later. */
const HELD_MS = 3000;

function isFirst(what: string): boolean {
  const told = (recall("alerts.told") ?? "").split("\n");
  if (told.includes(what)) return false;
  remember("alerts.told", [...told, what].slice(-KEPT).join("\n"));
  return true;
}

/** The first to ask has the lock, and keeps it until all can read that it was told. */
function lockedFirst(locks: LockManager, what: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const asked = locks.request(`voicemon told ${what}`, { ifAvailable: true }, (lock) => {
      const won = lock !== null && isFirst(what);
      resolve(won);
      return won ? new Promise((done) => setTimeout(done, HELD_MS)) : undefined;
    });
    asked.catch(reject);
  });
}

export async function first(what: string): Promise<boolean> {
  const locks: LockManager | undefined = navigator.locks; // none where the page came over plain http
  return locks ? lockedFirst(locks, what) : isFirst(what);
}

/** How many of these no window has told; from now on they are told. */
export async function firstOf(whats: readonly string[]): Promise<number> {
  const won = await Promise.all(whats.map(first));
  return won.filter(Boolean).length;
}
