import { computed, signal } from "@preact/signals";
import { recall, remember } from "../memory";
import { me } from "../session";

/** Which team the calls of uploaded recordings belong to, where the reader has a choice. */

const KEY = "upload.team";
const chosen = signal(recall(KEY));

/** The reader's teams, where there are several; an admin's calls need none. "" is "no team". */
export const choices = computed<readonly string[]>(() => {
  const person = me.value;
  if (!person || person.role === "admin" || person.teams.length < 2) return [];
  return [...person.teams].sort((a, b) => a.localeCompare(b));
});

/** The team that was chosen last; null: none yet, or there is no choice. */
export const team = computed(() => {
  const last = chosen.value;
  return last !== null && choices.value.includes(last) ? last : null;
});

/** Nothing is sent before the reader has said for which team. */
export const teamIsMissing = computed(() => choices.value.length > 0 && team.value === null);

export function chooseTeam(wanted: string): void {
  chosen.value = wanted;
  remember(KEY, wanted);
}
