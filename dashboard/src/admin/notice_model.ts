import type { DeliveryOut, NewTarget, TargetChange, TargetOut } from "../wire";
import { listed } from "./model";
import { quietOf } from "./quiet";

/** What the forms of notices say, as the server wants it. */

export const KINDS = ["webhook", "apprise", "pbx"] as const;
export const SEVERITIES = ["act", "watch", "information"] as const;
export const STATES = [
  "raised",
  "seen",
  "acknowledged",
  "claimed",
  "acted",
  "resolved",
  "snoozed",
  "escalated",
] as const;
/** Those that need somebody come first. */
export const DELIVERY_STATES = [
  "dead",
  "failed",
  "waiting",
  "sending",
  "held",
  "sent",
  "digested",
  "dropped",
] as const;

/** In which notices speak. */
const SPOKEN = ["en", "de", "es"] as const;
/** When the week is told of, unless a target says otherwise. */
export const MONDAY_AT = { day: 0, hour: 7 };

/** What the filter calls them: several, where a row is one. */
export const stateKey = (state: DeliveryState) =>
  state === "dead" ? "deliveries.dead" : (`delivery.${state}` as const);

export type DeliveryState = DeliveryOut["state"];
type Told = Omit<NewTarget, "kind" | "address">;

/** What a form says of a target; null where its quiet hours are not told whole. */
export function toldOf(form: FormData, before?: TargetOut): Told | null {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const quiet = quietOf(form);
  if (quiet === null) return null;
  const without = (all: readonly string[] | undefined) => (all?.includes("") ? [""] : []);
  return {
    name: text("name"),
    severities: SEVERITIES.filter((each) => form.getAll("severity").includes(each)),
    states: STATES.filter((each) => form.getAll("state").includes(each)),
    teams: [...without(before?.teams), ...listed(text("teams"))],
    queues: [...without(before?.queues), ...listed(text("queues"))],
    quiet,
    quiet_passes: SEVERITIES.find((each) => each === text("quiet_passes")) ?? null,
    most: Number(text("most")),
    window_min: Number(text("window_min")),
    weekly: form.has("weekly"),
    weekly_day: Number(form.get("weekly_day") ?? MONDAY_AT.day),
    weekly_hour: Number(form.get("weekly_hour") ?? MONDAY_AT.hour),
    language: SPOKEN.find((each) => each === text("language")) ?? null,
  };
}

/** A target as it is now; its address is never sent again unless it changes. */
export function asItIs(row: TargetOut): Omit<TargetChange, "address"> {
  const { name, severities, states, teams, queues, quiet, quiet_passes } = row;
  const { most, window_min, on } = row;
  const { weekly, weekly_day, weekly_hour, language } = row;
  return {
    ...{ name, severities, states, teams, queues, quiet, quiet_passes },
    ...{ most, window_min, on },
    ...{ weekly, weekly_day, weekly_hour, language },
  };
}

const AGAIN: readonly DeliveryState[] = ["failed", "dead", "held", "dropped"];
const DROPPED: readonly DeliveryState[] = ["waiting", "failed", "held", "dead"];

export const mayResend = (state: DeliveryState) => AGAIN.includes(state);
export const mayDrop = (state: DeliveryState) => DROPPED.includes(state);
