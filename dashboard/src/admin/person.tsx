import { useSignal } from "@preact/signals";
import { shortMoment } from "../format";
import { Field, Form, useForm } from "../people/form";
import { lookup, t } from "../strings";
import { a } from "../strings/admin";
import type { Invitation, PersonRow } from "../wire";
import { adminApi } from "./api";
import { useAsked } from "./asked";
import { asTheyAre, changedPerson, ROLES } from "./model";
import { Choice, Once, Row, Shown } from "./parts";
import { Act } from "./sure";

export function PersonFields({ row }: { row?: PersonRow }) {
  const roles = ROLES.map((role) => [role, t(`role.of.${role}`)] as const);
  return (
    <>
      <Field label={a("people.name")} name="name" value={row?.name ?? ""} maxLength={200} />
      <Field label={a("people.login")} name="login" value={row?.login ?? ""} maxLength={200} />
      <Choice
        label={a("people.role")}
        name="role"
        value={row?.role ?? "supervisor"}
        choices={roles}
      />
      <Field
        label={a("people.teams")}
        name="teams"
        value={row?.teams.filter(Boolean).join(", ") ?? ""}
        hint={a("people.teams.hint")}
        required={false}
      />
      <Field
        label={a("people.agent")}
        name="agent_id"
        value={row?.agent_id ?? ""}
        hint={a("people.agent.hint")}
        required={false}
      />
    </>
  );
}

function Sessions({ row }: { row: PersonRow }) {
  const asked = useAsked(() => adminApi.sessions(row.id));
  const end = (session: string) => void asked.run(() => adminApi.endSession(session));
  return (
    <div>
      <h3>{a("people.sessions")}</h3>
      <Shown asked={asked}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="quiet">{a("people.sessions.none")}</p>
          ) : (
            <>
              <ul>
                {items.map((session) => (
                  <Row
                    key={session.id}
                    name={session.browser || t("sessions.unknown")}
                    about={[
                      session.address,
                      lookup(`how.${session.how}`),
                      a("people.seen", { time: shortMoment(session.seen_at) }),
                    ]}
                  >
                    {session.present ? (
                      <span class="quiet">{t("sessions.present")}</span>
                    ) : (
                      <Act
                        text={a("session.end")}
                        ask={a("session.end.sure")}
                        act={() => end(session.id)}
                      />
                    )}
                  </Row>
                ))}
              </ul>
              <Act
                text={a("people.sessions.end")}
                ask={a("people.sessions.end.sure", { name: row.name })}
                act={() => void asked.run(() => adminApi.endSessions(row.id))}
              />
            </>
          )
        }
      </Shown>
    </div>
  );
}

type Run = (act: () => Promise<unknown>) => Promise<void>;

/** All that can be done about somebody. */
export function PersonPanel({ row, run }: { row: PersonRow; run: Run }) {
  const link = useSignal<Invitation | null>(null);
  const done = useSignal(false);
  const state = useForm(async (said) => {
    done.value = false;
    await adminApi.change(row.id, changedPerson(row, said));
    done.value = true;
    await run(async () => undefined);
  });
  const reset = () =>
    run(async () => {
      link.value = await adminApi.reset(row.id);
    });
  const turn = (disabled: boolean) =>
    void run(() => adminApi.change(row.id, { ...asTheyAre(row), disabled }));
  const about = { name: row.name };
  return (
    <div class="admin__panel">
      <Form state={state} button={a("save")}>
        <PersonFields row={row} />
      </Form>
      {done.value && <p role="status">{a("saved")}</p>}
      {link.value && <Link invitation={link.value} name={row.name} />}
      <div class="admin__acts">
        <Act
          text={a("people.reset")}
          ask={a("people.reset.sure", about)}
          act={() => void reset()}
        />
        {row.second_factor && (
          <Act
            text={a("people.factor.drop")}
            ask={a("people.factor.drop.sure", about)}
            act={() => void run(() => adminApi.dropFactor(row.id))}
          />
        )}
        {row.disabled_at ? (
          <Act text={a("people.enable")} act={() => turn(false)} />
        ) : (
          <Act
            text={a("people.disable")}
            ask={a("people.disable.sure", about)}
            act={() => turn(true)}
          />
        )}
      </div>
      <Sessions row={row} />
    </div>
  );
}

export function Link({ invitation, name }: { invitation: Invitation; name: string }) {
  const time = shortMoment(invitation.expires_at);
  return <Once text={a("people.link", { name, time })} secret={invitation.link} />;
}
