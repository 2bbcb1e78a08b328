import { type Signal, useSignal } from "@preact/signals";
import { useFocusAtFirst } from "../focus";
import { askSession, session } from "../session";
import { t } from "../strings";
import type { SecondFactorOffer } from "../wire";
import { people } from "./api";
import { Field, Form, useForm } from "./form";

/** A code from a telephone besides the password (TOTP), and codes for the day it is gone. */

function PasswordField() {
  if (!session.value?.has_password) return null;
  return (
    <Field
      label={t("signin.password")}
      name="password"
      type="password"
      autocomplete="current-password"
    />
  );
}

function Begin({ made }: { made: Signal<SecondFactorOffer | null> }) {
  const state = useForm(async ({ password }) => {
    made.value = await people.beginFactor(password ?? null);
  });
  return (
    <Form state={state} button={t("factor.begin")}>
      <PasswordField />
    </Form>
  );
}

function Confirm({ made, codes }: { made: SecondFactorOffer; codes: Signal<readonly string[]> }) {
  const box = useFocusAtFirst<HTMLDivElement>();
  const state = useForm(async ({ code = "" }) => {
    codes.value = (await people.confirmFactor(code.trim())).codes;
    await askSession();
  });
  return (
    <div ref={box} tabIndex={-1}>
      <p>{t("factor.scan")}</p>
      <img
        class="factor__picture"
        src={`data:image/svg+xml,${encodeURIComponent(made.svg)}`}
        alt={t("factor.picture")}
      />
      <p>
        {t("factor.secret")} <code>{made.secret}</code>
      </p>
      <Form state={state} button={t("factor.confirm")}>
        <Field
          label={t("factor.code")}
          name="code"
          autocomplete="one-time-code"
          inputMode="numeric"
          maxLength={8}
        />
      </Form>
    </div>
  );
}

function Codes({ codes }: { codes: readonly string[] }) {
  const box = useFocusAtFirst<HTMLDivElement>();
  return (
    <div ref={box} role="status" tabIndex={-1}>
      <p>{t("factor.codes")}</p>
      <ul class="factor__codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Drop() {
  const state = useForm(async ({ password = "" }) => {
    await people.dropFactor(password);
    await askSession();
  });
  return (
    <details>
      <summary>{t("factor.drop")}</summary>
      <Form state={state} button={t("factor.drop.go")}>
        <PasswordField />
      </Form>
    </details>
  );
}

export function SecondFactor() {
  const made = useSignal<SecondFactorOffer | null>(null);
  const codes = useSignal<readonly string[]>([]);
  const has = session.value?.second_factor === true;
  const left = session.value?.recovery_codes ?? 0;
  return (
    <section class="panel card" aria-labelledby="factor-title">
      <h2 id="factor-title">{t("factor.title")}</h2>
      <p class="quiet">{has ? t("factor.on", { n: left }) : t("factor.off")}</p>
      {codes.value.length > 0 && <Codes codes={codes.value} />}
      {!has && !made.value && <Begin made={made} />}
      {!has && made.value && <Confirm made={made.value} codes={codes} />}
      {has && <Drop />}
    </section>
  );
}
