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

/** The first to ask has the lock, and keeps it until all can read what it wrote down. */
function heldFirst(locks: LockManager, name: string, passes: () => boolean): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const asked = locks.request(`voicemon ${name}`, { ifAvailable: true }, (lock) => {
      const won = lock !== null && passes();
      resolve(won);
      return won ? new Promise((done) => setTimeout(done, HELD_MS)) : undefined;
    });
    asked.catch(reject);
  });
}

/** What `passes` says, if no window of this browser was let through a moment ago. */
export async function alone(name: string, passes: () => boolean): Promise<boolean> {
  const locks: LockManager | undefined = navigator.locks; // none where the page came over plain http
  return locks ? heldFirst(locks, name, passes) : passes();
}

export function first(what: string): Promise<boolean> {
  return alone(`told ${what}`, () => isFirst(what));
}

/** How many of these no window has told; from now on they are told. */
export async function firstOf(whats: readonly string[]): Promise<number> {
  const won = await Promise.all(whats.map(first));
  return won.filter(Boolean).length;
}
