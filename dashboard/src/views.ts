import { ADMIN, TABS, type Tab } from "./admin/tabs";
import type { Route } from "./router";
import { mayOpen } from "./session";
import type { View } from "./wire";

/** Which view an address is of. What each is open to, the server says (`session`). */

const DOORS = ["sign-in", "setup", "reset"] as const;
type Door = (typeof DOORS)[number];
/** A view that not everybody may open. */
export type Guarded = Exclude<View, Door>;

export function isDoor(name: Route["name"]): name is Door {
  return DOORS.some((door) => door === name);
}

/** The administration's tabs that are open to the reader. */
export function openTabs(): Tab[] {
  return TABS.filter((tab) => mayOpen(`${ADMIN}${tab}`));
}

function tabOf(id: string): Tab | undefined {
  return id === "" ? (openTabs()[0] ?? TABS[0]) : TABS.find((tab) => tab === id);
}

/** The view of an address; null: there is none. */
export function viewOf({ name, id }: Route): Guarded | null {
  if (name === "lost" || isDoor(name)) return null;
  if (name !== "admin") return name;
  const tab = tabOf(id);
  return tab ? `${ADMIN}${tab}` : null;
}
