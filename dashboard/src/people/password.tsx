import { useSignal } from "@preact/signals";
import { askSession } from "../session";
import { t } from "../strings";
import { people } from "./api";
import { Field, Form, useForm } from "./form";

export function Password() {
  const done = useSignal(false);
  const state = useForm(async ({ old = "", password = "" }, form) => {
    done.value = false;
    await people.changePassword(old, password);
    form.reset();
    done.value = true;
    await askSession();
  });
  return (
    <section class="panel card" aria-labelledby="password-title">
      <h2 id="password-title">{t("password.title")}</h2>
      <Form state={state} button={t("password.go")}>
        <Field
          label={t("password.old")}
          name="old"
          type="password"
          autocomplete="current-password"
        />
        <Field
          label={t("password.new")}
          name="password"
          type="password"
          autocomplete="new-password"
          hint={t("password.rule")}
        />
      </Form>
      <p role="status">{done.value && t("password.done")}</p>
    </section>
  );
}
