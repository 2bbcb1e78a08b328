import type { NewPersonBody, PersonBody, PersonRow } from "../wire";

/** What forms of the administration say, as the server wants it. */

export type Said = Record<string, string>;
export const ROLES = ["admin", "supervisor", "qa", "agent"] as const;

/** `a, b ,, a` → `["a", "b"]`. */
export function listed(text = ""): string[] {
  const parts = text.split(",").map((each) => each.trim());
  return [...new Set(parts.filter(Boolean))];
}

export function personOf(said: Said): NewPersonBody {
  return {
    login: (said.login ?? "").trim(),
    name: (said.name ?? "").trim(),
    role: ROLES.find((role) => role === said.role) ?? "agent",
    teams: listed(said.teams),
    agent_id: said.agent_id?.trim() || null,
  };
}

/** Somebody as they are now: every change sends all of it. */
export function asTheyAre(row: PersonRow): PersonBody {
  const { login, name, role, teams, agent_id } = row;
  return { login, name, role, teams, agent_id, disabled: row.disabled_at !== null };
}

/** A form does not name "calls without a team", so it is kept as it was. */
export function changedPerson(row: PersonRow, said: Said): PersonBody {
  const told = personOf(said);
  const teams = row.teams.includes("") ? ["", ...told.teams] : told.teams;
  return { ...told, teams, disabled: row.disabled_at !== null };
}

export const AUDIT_LIMIT = 50;

/** A day without a time is that whole day in the reader's zone. */
export function auditQuery(said: Said, before: number | null = null): URLSearchParams {
  const query = new URLSearchParams({ limit: String(AUDIT_LIMIT) });
  for (const name of ["person", "action", "subject"]) {
    const value = said[name]?.trim();
    if (value) query.set(name, value);
  }
  if (said.from) query.set("from", midnight(said.from, 0));
  if (said.to) query.set("to", midnight(said.to, 1));
  if (before !== null) query.set("before", String(before));
  return query;
}

function midnight(day: string, later: number): string {
  const date = new Date(`${day}T00:00:00`);
  date.setDate(date.getDate() + later);
  return date.toISOString();
}

/** What else an entry of the audit log says, on one line. */
export function detailsText(details: Record<string, unknown>): string {
  const said = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
  return Object.entries(details)
    .map(([name, value]) => `${name}: ${said(value)}`)
    .join(" · ");
}
