import { language } from "./strings";

/** Seconds → `3:12`, `1:02:07`. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value: number) => String(value).padStart(2, "0");
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** A number with fixed digits in the reader's notation. */
export function number(value: number, digits = 2): string {
  return value.toLocaleString(language.value, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/** Log-odds with their sign: `+1.3`, `−0.4` (a true minus). */
export function signed(value: number, digits = 1): string {
  const size = number(Math.abs(value), digits);
  return value < 0 ? `−${size}` : `+${size}`;
}

export function moment(iso: string): string {
  const date = new Date(iso);
  return date.toLocaleString(language.value, { dateStyle: "medium", timeStyle: "short" });
}

/** A moment in a narrow place: the year only where it is not this one. */
export function shortMoment(iso: string, now = new Date()): string {
  const date = new Date(iso);
  const year = date.getFullYear() === now.getFullYear() ? {} : { year: "numeric" as const };
  const day = { month: "short", day: "numeric", hour: "numeric", minute: "2-digit" } as const;
  return date.toLocaleString(language.value, { ...day, ...year });
}

/** A moment of today, to the second. */
export function timeOfDay(ms: number): string {
  return new Date(ms).toLocaleTimeString(language.value);
}

export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function megabytes(bytes: number): string {
  return `${number(bytes / 1e6, bytes < 1e7 ? 1 : 0)} MB`;
}

export function percent(share: number): string {
  return share.toLocaleString(language.value, { style: "percent", maximumFractionDigits: 0 });
}

/** A stored name for people: `sustained_high` → `Sustained high`. */
export function humanise(name: string): string {
  const words = name.replace(/[_.-]+/g, " ").trim();
  return upperFirst(words);
}
