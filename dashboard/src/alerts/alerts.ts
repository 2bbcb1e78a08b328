import { effect, signal } from "@preact/signals";
import { besideHref, view } from "../board/view";
import { ruleText } from "../call/flagged";
import { byGravity, type FlagCard, isUnclaimed } from "../flags/card";
import { onFresh, openFlags } from "../flags/ledger";
import { holdFlags } from "../flags/watching";
import { recall, remember, whenRemembered } from "../memory";
import { go } from "../router";
import { me } from "../session";
import { t } from "../strings";
import { badge } from "../title";
import { Limit } from "./limit";
import { answerWindows, lookedAt } from "./looked_at";
import { alone, first, firstOf } from "./once";
import { audible, chime, wakeEarly } from "./tone";

/** Tells of a new flag that asks to act: on the page, by a sound, and by the browser. */

const SHOWN_MS = 20_000;
const sounds = new Limit("alerts.sounded", 1, 4000);
const notes = new Limit("alerts.noted", 5, 60_000);

const keptSound = () => recall("alerts.sound") !== "off";
const keptMute = () => Number(recall("alerts.muted") ?? 0);

export const soundOn = signal(keptSound());
/** Until when (ms) nothing sounds and the browser tells nothing. */
export const mutedUntil = signal(keptMute());
/** The flags that were told last on the page. */
export const fresh = signal<readonly FlagCard[]>([]);
/** What came while the page was cut off, where it is more than one: told in one piece. */
export const meanwhile = signal<readonly FlagCard[]>([]);

// Who asks for quiet in one window asks for it in all of them.
whenRemembered("alerts.sound", () => {
  soundOn.value = keptSound();
});
whenRemembered("alerts.muted", () => {
  mutedUntil.value = keptMute();
});

export function setSound(on: boolean): void {
  soundOn.value = on;
  remember("alerts.sound", on ? null : "off");
}

export function mute(until: number): void {
  mutedUntil.value = until;
  remember("alerts.muted", until ? String(until) : null);
}

export const isMuted = (now: number): boolean => mutedUntil.value > now;

/** What the reader asked not to see is not told either. */
function concerns({ severity, team, queue, by }: FlagCard): boolean {
  const { team: myTeam, queue: myQueue } = view.peek();
  if (severity !== "act" || by.id === me.peek()?.id) return false;
  return (!myTeam || team === myTeam) && (!myQueue || queue === myQueue);
}

export function titleOf(flag: FlagCard): string {
  return `${flag.agent_id ?? t("board.unnamed")}: ${ruleText(flag.rule)}`;
}

export function openFlag(flag: FlagCard): void {
  meanwhile.value = [];
  fresh.value = fresh.peek().filter((each) => each.call_id !== flag.call_id);
  go(besideHref(flag.call_id));
}

const keysOf = (flags: readonly FlagCard[]) => flags.map(({ id, number }) => `${id} ${number}`);

async function sound(keys: readonly string[], now: number): Promise<void> {
  if (!soundOn.peek() || !audible.peek()) return;
  if (!(await firstOf(keys.map((key) => `sound ${key}`)))) return;
  if (await alone("sounds", () => sounds.pass(now))) chime(); // two windows may each be first
}

/** The browser tells nothing that one of its windows shows to somebody who looks at it. */
const mayNote = async () =>
  "Notification" in window && Notification.permission === "granted" && !(await lookedAt());

function notify(title: string, body: string, tag: string, act: () => void): void {
  const told = new Notification(title, { body, tag });
  told.addEventListener("click", () => {
    window.focus();
    act();
    told.close();
  });
}

async function note(flag: FlagCard, key: string, now: number): Promise<void> {
  if (!(await mayNote()) || !(await first(`note ${key}`)) || !notes.pass(now)) return;
  const missed = notes.missed();
  const more = missed ? ` ${t("alert.more", { n: missed })}` : "";
  notify(titleOf(flag), flag.reason + more, flag.call_id, () => openFlag(flag));
}

async function noteAll(flags: readonly FlagCard[], now: number): Promise<void> {
  if (!(await mayNote())) return;
  const n = await firstOf(keysOf(flags).map((key) => `note ${key}`));
  if (n === 0 || !notes.pass(now)) return;
  const who = flags.slice(0, 3).map(titleOf).join("\n");
  notify(t("alert.meanwhile", { n }), who, "meanwhile", openMeanwhile);
}

let timer: ReturnType<typeof setTimeout> | undefined;

function show(flags: readonly FlagCard[]): void {
  clearTimeout(timer);
  const kept = fresh.peek().filter((old) => !flags.some((flag) => flag.id === old.id));
  fresh.value = [...flags, ...kept].slice(0, 3);
  timer = setTimeout(() => {
    fresh.value = [];
  }, SHOWN_MS);
}

function gather(flags: readonly FlagCard[]): void {
  const kept = meanwhile.peek().filter((old) => !flags.some((flag) => flag.id === old.id));
  meanwhile.value = [...flags, ...kept].sort(byGravity);
}

/** The gravest of those that came meanwhile. */
export function openMeanwhile(): void {
  const [flag] = meanwhile.peek();
  if (flag) openFlag(flag);
}

/** One by one; `late`: found there after a cut, when a whole hour of them may have come. */
export function hear(flags: readonly FlagCard[], late = false, now = Date.now()): void {
  const mine = flags.filter((flag) => concerns(flag) && (!late || isUnclaimed(flag)));
  if (mine.length === 0) return;
  const inOne = late && mine.length > 1;
  if (inOne) gather(mine);
  else show(mine);
  if (isMuted(now)) return;
  if (inOne) {
    void sound(keysOf(mine), now);
    void noteAll(mine, now);
    return;
  }
  for (const flag of mine) {
    const key = `${flag.id} ${flag.number}`;
    void sound([key], now);
    void note(flag, key, now);
  }
}

const needy = (flag: FlagCard) => flag.severity === "act" && isUnclaimed(flag);

/** Tell until the returned function is called. */
export function startAlerts(): () => void {
  const owner = new AbortController();
  const letGo = [
    holdFlags(),
    answerWindows(),
    onFresh(hear),
    effect(() => {
      badge.value = new Set(openFlags.value.filter(needy).map((flag) => flag.call_id)).size;
    }),
    effect(() => {
      const waiting = new Set(openFlags.value.filter(isUnclaimed).map((flag) => flag.id));
      for (const told of [fresh, meanwhile]) {
        const left = told.peek().filter((flag) => waiting.has(flag.id));
        if (left.length !== told.peek().length) told.value = left;
      }
    }),
  ];
  wakeEarly(owner.signal);
  return () => {
    owner.abort();
    for (const act of letGo) act();
    meanwhile.value = [];
    badge.value = 0;
  };
}
