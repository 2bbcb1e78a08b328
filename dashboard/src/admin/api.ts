import { ask, send } from "../api";
import type {
  AuditPage,
  Invitation,
  NewPersonBody,
  NewPersonOut,
  People,
  PersonBody,
  PersonRow,
  Sessions,
  TeamOut,
  TeamsOut,
  Tokens,
} from "../wire";

/** What the administration asks of the server about people. */

const id = encodeURIComponent;
const person = (who: string, then = "") => `api/people/${id(who)}${then}`;

export const adminApi = {
  people: () => ask<People>("api/people"),
  invite: (body: NewPersonBody) => send<NewPersonOut>("api/people", body),
  change: (who: string, body: PersonBody) => send<PersonRow>(person(who), body, "PUT"),
  reset: (who: string) => send<Invitation>(person(who, "/reset")),
  dropFactor: (who: string) => send<void>(person(who, "/second-factor/drop")),
  sessions: (who: string) => ask<Sessions>(`api/sessions?person=${id(who)}`),
  endSession: (session: string) => send<void>(`api/sessions/${id(session)}`, {}, "DELETE"),
  endSessions: (who: string) => send<{ ended: number }>("api/sessions/end", { person: who }),
  teams: () => ask<TeamsOut>("api/teams"),
  addTeam: (name: string) => send<TeamOut>("api/teams", { name }),
  dropTeam: (name: string) => send<void>(`api/teams/${id(name)}`, {}, "DELETE"),
  audit: (query: URLSearchParams) => ask<AuditPage>(`api/audit?${query}`),
  tokens: () => ask<Tokens>("api/tokens?person=all"),
  endToken: (token: string) => send<void>(`api/tokens/${id(token)}`, {}, "DELETE"),
};
