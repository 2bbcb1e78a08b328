import { boardHref, callsHref, deskHref, go, route } from "../router";
import { setSession, tellWindows } from "../session";
import { isDoor } from "../views";
import type { Me } from "../wire";

/** Where somebody's work is. */
export function homeOf(told: Me): string {
  if (told.person?.role === "agent") return deskHref;
  return told.person?.role === "supervisor" ? boardHref : callsHref();
}

/** Take in who is signed in now; from a door one goes home, from elsewhere one stays. */
export function enter(told: Me): void {
  const atDoor = isDoor(route.peek().name) || location.hash.length < 3;
  setSession(told);
  if (told.person) tellWindows();
  if (told.person && atDoor) go(homeOf(told), true);
}
