import { begunOf, forget, keep, markOf } from "./resume";
import { askSent, create, giveUp, isPassing, type Sent, sendPiece } from "./tus";

/** Sends one file to its end, going on where an earlier attempt stopped. */

export interface Watcher {
  progress(bytes: number): void;
  resumed(bytes: number): void;
  lost(): void;
}

const PAUSES_MS = [500, 1000, 2000, 4000, 8000, 15_000];

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        reject(new DOMException("aborted", "AbortError"));
      },
      { once: true },
    );
  });
}

async function open(
  file: File,
  team: string | null,
  signal: AbortSignal,
): Promise<{ url: string; sent: Sent }> {
  const earlier = begunOf(markOf(file));
  const isSame = (earlier?.team ?? null) === team;
  const sent = earlier && isSame && (await askSent(earlier.url, signal));
  if (earlier && sent) return { url: earlier.url, sent };
  if (earlier && !isSame) giveUp(earlier.url); // begun for another team
  return { url: await create(file, team, signal), sent: { offset: 0, job: null } };
}

async function attempt(
  file: File,
  team: string | null,
  signal: AbortSignal,
  watcher: Watcher,
): Promise<string | null> {
  const mark = markOf(file);
  let { url, sent } = await open(file, team, signal);
  if (sent.offset > 0) watcher.resumed(sent.offset);
  while (sent.offset < file.size) {
    const about = team === null ? {} : { team };
    keep(mark, {
      url,
      file: file.name,
      size: file.size,
      offset: sent.offset,
      at: Date.now(),
      ...about,
    });
    sent = await sendPiece(url, file, sent.offset, signal, watcher.progress);
    watcher.progress(sent.offset);
  }
  forget(mark);
  return sent.job;
}

/** Stop for good: neither this browser nor the server keeps what was sent. */
function abandon(file: File): void {
  const earlier = begunOf(markOf(file));
  if (earlier) giveUp(earlier.url);
  forget(markOf(file));
}

/** The id of the job that the file became, when the server names it; `team` null: the only one.  Throws Refused for good. */
export async function send(
  file: File,
  team: string | null,
  signal: AbortSignal,
  watcher: Watcher,
): Promise<string | null> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await attempt(file, team, signal, watcher);
    } catch (error) {
      const wait = PAUSES_MS[tries];
      if (signal.aborted || !isPassing(error)) abandon(file);
      if (signal.aborted || wait === undefined || !isPassing(error)) throw error;
      watcher.lost();
      await pause(wait, signal);
    }
  }
}
