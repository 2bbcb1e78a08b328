import { useSignal } from "@preact/signals";
import { shortMoment } from "../format";
import { Field, Form, useForm } from "../people/form";
import { t } from "../strings";
import { a } from "../strings/admin";
import type { NewPersonOut, PersonRow } from "../wire";
import { adminApi } from "./api";
import { type Asked, useAsked } from "./asked";
import { personOf } from "./model";
import { Row, Shown } from "./parts";
import { Link, PersonFields, PersonPanel } from "./person";
import { Act } from "./sure";

function about(row: PersonRow): string {
  return [
    row.login,
    t(`role.of.${row.role}`),
    row.teams.filter(Boolean).join(", "),
    row.agent_id,
    row.second_factor && a("people.factor"),
    row.single_sign_on && a("people.sso"),
    row.seen_at && a("people.seen", { time: shortMoment(row.seen_at) }),
  ]
    .filter(Boolean)
    .join(" · ");
}

function state(row: PersonRow): string | null {
  if (row.disabled_at) return a("people.disabled");
  return row.has_password || row.single_sign_on ? null : a("people.invited");
}

function Person({ row, run }: { row: PersonRow; run: Asked<unknown>["run"] }) {
  const open = useSignal(false);
  const told = state(row);
  return (
    <li>
      <details class="admin__row" onToggle={(event) => (open.value = event.currentTarget.open)}>
        <summary>
          <strong>{row.name}</strong> {told && <span class="chip">{told}</span>}
          <small>{about(row)}</small>
        </summary>
        {open.value && <PersonPanel row={row} run={run} />}
      </details>
    </li>
  );
}

function Invite({ look }: { look(): Promise<void> }) {
  const made = useSignal<NewPersonOut | null>(null);
  const form = useForm(async (said, element) => {
    made.value = await adminApi.invite(personOf(said));
    element.reset();
    await look();
  });
  return (
    <details class="admin__new">
      <summary>{a("people.invite")}</summary>
      <Form state={form} button={a("people.invite.go")}>
        <PersonFields />
      </Form>
      {made.value && <Link invitation={made.value} name={made.value.person.name} />}
    </details>
  );
}

function Teams() {
  const asked = useAsked(adminApi.teams);
  const form = useForm(async ({ name = "" }, element) => {
    await adminApi.addTeam(name.trim());
    element.reset();
    await asked.run();
  });
  return (
    <section class="panel card" aria-labelledby="teams-title">
      <h2 id="teams-title">{a("teams.title")}</h2>
      <Shown asked={asked}>
        {({ items }) => (
          <ul>
            {items
              .filter(({ name }) => name)
              .map(({ name, people, calls, kept }) => (
                <Row key={name} name={name} about={[a("teams.about", { people, calls })]}>
                  {kept && (
                    <Act
                      text={a("remove")}
                      ask={a("teams.remove.sure", { name })}
                      act={() => void asked.run(() => adminApi.dropTeam(name))}
                    />
                  )}
                </Row>
              ))}
          </ul>
        )}
      </Shown>
      <Form state={form} button={a("teams.go")}>
        <Field label={a("teams.add")} name="name" maxLength={200} />
      </Form>
    </section>
  );
}

/** Who may come in, as what. */
export function PeopleTab() {
  const asked = useAsked(adminApi.people);
  return (
    <div class="admin__columns">
      <section class="panel card" aria-labelledby="people-title">
        <h2 id="people-title">{a("tab.people")}</h2>
        <Invite look={asked.run} />
        <Shown asked={asked}>
          {({ items }) => (
            <ul>
              {items.map((row) => (
                <Person key={row.id} row={row} run={asked.run} />
              ))}
            </ul>
          )}
        </Shown>
      </section>
      <Teams />
    </div>
  );
}
