import { session } from "../session";
import { t } from "../strings";
import { people } from "./api";
import { Field, Form, useForm } from "./form";
import { enter } from "./home";

/** The first person: an administrator, with the token that the service printed at its start. */
export function SetUp({ token }: { token: string }) {
  const state = useForm(async ({ login = "", name = "", password = "", token: given = token }) => {
    enter(await people.setUp({ token: given.trim(), login, name, password }));
  });
  if (session.value && !session.value.setup) return <p class="door__text">{t("setup.done")}</p>;
  return (
    <>
      <p class="door__text">{t("setup.text")}</p>
      <Form state={state} button={t("setup.go")}>
        <Field label={t("setup.token")} name="token" value={token} hint={t("setup.token.hint")} />
        <Field label={t("person.name")} name="name" autocomplete="name" maxLength={80} />
        <Field label={t("signin.login")} name="login" autocomplete="username" maxLength={80} />
        <Field
          label={t("signin.password")}
          name="password"
          type="password"
          autocomplete="new-password"
          hint={t("password.rule")}
        />
      </Form>
    </>
  );
}
