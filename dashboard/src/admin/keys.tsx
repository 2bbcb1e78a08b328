import { useSignal } from "@preact/signals";
import { shortMoment } from "../format";
import { Field, Form, useForm } from "../people/form";
import { a } from "../strings/admin";
import type { KeyOut, NewKey } from "../wire";
import { useAsked } from "./asked";
import { keyApi, keyOf, VENDORS } from "./keys_api";
import { Choice, Once, Row, Shown } from "./parts";
import { Act } from "./sure";

function about(key: KeyOut): (string | null | false)[] {
  return [
    key.vendor,
    key.team,
    key.networks.join(", "),
    key.organization,
    key.signed && a("keys.signed"),
    key.last_used_at ? a("keys.used", { time: shortMoment(key.last_used_at) }) : a("keys.unused"),
    key.revoked_at && a("keys.revoked", { time: shortMoment(key.revoked_at) }),
  ];
}

function Fields() {
  const vendors = [["", a("any")] as const, ...VENDORS.map((each) => [each, each] as const)];
  return (
    <>
      <Field label={a("keys.name")} name="name" maxLength={200} />
      <Choice label={a("keys.vendor")} name="vendor" choices={vendors} />
      <Field
        label={a("keys.track")}
        name="customer_track"
        value="inbound"
        hint={a("keys.track.hint")}
      />
      <Field label={a("keys.team")} name="team" required={false} />
      <Field
        label={a("keys.networks")}
        name="networks"
        hint={a("keys.networks.hint")}
        required={false}
      />
      <Field label={a("keys.organization")} name="organization" required={false} />
      <Field
        label={a("keys.secret")}
        name="secret"
        type="password"
        autocomplete="off"
        hint={a("keys.secret.hint")}
        required={false}
      />
    </>
  );
}

/** By what senders of running calls come in. */
export function KeysTab() {
  const asked = useAsked(keyApi.all);
  const made = useSignal<NewKey | null>(null);
  const state = useForm(async (said, form) => {
    made.value = await keyApi.add(keyOf(said));
    form.reset();
    await asked.run();
  });
  return (
    <section class="panel card" aria-labelledby="keys-title">
      <h2 id="keys-title">{a("tab.keys")}</h2>
      <p class="quiet">{a("keys.text")}</p>
      <details class="admin__new">
        <summary>{a("keys.new")}</summary>
        <Form state={state} button={a("keys.go")}>
          <Fields />
        </Form>
      </details>
      {made.value && <Once text={a("keys.made")} secret={made.value.text} />}
      <Shown asked={asked}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="quiet">{a("none")}</p>
          ) : (
            <ul>
              {items.map((key) => (
                <Row key={key.id} name={key.name} about={about(key)}>
                  {!key.revoked_at && (
                    <Act
                      text={a("keys.revoke")}
                      ask={a("keys.revoke.sure", { name: key.name })}
                      act={() => void asked.run(() => keyApi.revoke(key.id))}
                    />
                  )}
                </Row>
              ))}
            </ul>
          )
        }
      </Shown>
    </section>
  );
}
