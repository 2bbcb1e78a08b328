import { ask, send } from "../api";
import type {
  FlagFigures,
  FlagList,
  RehearsalList,
  RehearsalOut,
  Rule,
  RuleDetail,
  RuleList,
  RuleOut,
  RuleTold,
} from "../wire";

/** What the rules' view asks of the server. */

const path = (...steps: string[]) => ["api/rules", ...steps.map(encodeURIComponent)].join("/");

export const WEEKS = 8;
export const HELD = 50;

export const rulesApi = {
  list: () => ask<RuleList>(path()),
  one: (id: string) => ask<RuleDetail>(path(id)),
  add: (definition: Rule) => send<RuleOut>(path(), { definition }),
  change: (id: string, definition: Rule, number: number) =>
    send<RuleOut>(path(id), { definition, number }, "PUT"),
  turn: (id: string, state: "on" | "off", number: number) =>
    send<RuleOut>(path(id, "state"), { state, number }),
  drop: (id: string, number: number) =>
    send<void>(`${path(id)}?number=${number}`, undefined, "DELETE"),
  preview: (definition: Rule) => send<RuleTold>(path("preview"), { definition }),
  rehearse: (id: string, number: number, days: number) =>
    send<RehearsalOut>(path(id, "rehearsals"), { number, days }),
  rehearsals: (id: string) => ask<RehearsalList>(path(id, "rehearsals")),
  rehearsal: (id: string, rehearsal: string) =>
    ask<RehearsalOut>(path(id, "rehearsals", rehearsal)),
  figures: (weeks = WEEKS) => ask<FlagFigures>(`api/figures/flags?weeks=${weeks}`),
  held: () => ask<FlagList>(`api/flags?suppressed=true&limit=${HELD}`),
};
