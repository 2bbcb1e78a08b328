import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ownProblem, problemOf } from "../api";
import { Loading } from "../components/loading";
import { ProblemBox } from "../components/problem";
import { go } from "../router";
import { t } from "../strings";
import type { Problem } from "../wire";
import { people } from "./api";
import { Field, Form, useForm } from "./form";

/** A new password by a link: for who was invited, and for who forgot the old one. */
export function Reset({ token }: { token: string }) {
  const who = useSignal<{ login: string; name: string } | null>(null);
  const problem = useSignal<Problem | null>(null);
  const done = useSignal(false);
  useEffect(() => {
    if (!token) {
      problem.value = ownProblem("token", t("reset.missing"), t("reset.missing.fix"));
      return;
    }
    people.lookReset(token).then(
      (told) => {
        who.value = told;
      },
      (error: unknown) => {
        problem.value = problemOf(error);
      },
    );
  }, [token]);
  const state = useForm(async ({ password = "" }) => {
    await people.reset(token, password);
    done.value = true;
  });
  if (problem.value) return <ProblemBox problem={problem.value} />;
  if (done.value) {
    return (
      <>
        <p class="door__text" role="status">
          {t("reset.done")}
        </p>
        <button type="button" class="button button--main" onClick={() => go("#/sign-in", true)}>
          {t("signin.title")}
        </button>
      </>
    );
  }
  if (!who.value) return <Loading />;
  return (
    <>
      <p class="door__text">{t("reset.text", { name: who.value.name })}</p>
      <Form state={state} button={t("reset.go")}>
        <Field
          label={t("signin.login")}
          name="login"
          value={who.value.login}
          autocomplete="username"
          readOnly
        />
        <Field
          label={t("password.new")}
          name="password"
          type="password"
          autocomplete="new-password"
          hint={t("password.rule")}
        />
      </Form>
    </>
  );
}
