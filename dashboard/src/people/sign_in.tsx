import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { at, ownProblem, problemOf, Refused } from "../api";
import { Loading } from "../components/loading";
import { ProblemBox } from "../components/problem";
import { go, route } from "../router";
import { ended, session } from "../session";
import { lookup, t } from "../strings";
import type { Problem } from "../wire";
import { people } from "./api";
import { Field, Form, useForm } from "./form";
import { enter } from "./home";

interface Given {
  login: string;
  password: string;
}

/** The second step: six digits, or a code that was kept for the day the telephone is gone. */
function SecondStep({ given, back }: { given: Given; back(): void }) {
  const box = useRef<HTMLDivElement>(null);
  const state = useForm(async ({ code = "" }) => {
    enter(await people.signIn({ ...given, code: code.trim() }));
  });
  useEffect(() => box.current?.querySelector("input")?.focus(), []);
  return (
    <div ref={box}>
      <p class="door__text">{t("signin.second")}</p>
      <Form state={state} button={t("signin.go")}>
        <Field label={t("signin.code")} name="code" autocomplete="one-time-code" maxLength={40} />
      </Form>
      <button type="button" class="link" onClick={back}>
        {t("signin.other")}
      </button>
    </div>
  );
}

/** A single sign-on that failed comes back with the reason's name in the address. */
function CameBack() {
  const code = route.value.params.get("problem");
  if (!code) return null;
  const message = lookup(`signin.problem.${code}`) ?? t("signin.problem.other", { code });
  return <ProblemBox problem={ownProblem(code, message)} />;
}

function ssoHref(): string {
  const next = route.value.name === "sign-in" ? "#/" : location.hash || "#/";
  return at(`api/sign-in/sso?next=${encodeURIComponent(next)}`);
}

function SingleSignOn() {
  const label = session.value?.sso;
  if (!label) return null;
  return (
    <p class="door__sso">
      <a class="button" href={ssoHref()}>
        {label}
      </a>
    </p>
  );
}

export function SignIn() {
  const second = useSignal<Given | null>(null);
  const state = useForm(async ({ login = "", password = "" }) => {
    try {
      enter(await people.signIn({ login, password }));
    } catch (error) {
      const due = error instanceof Refused && error.problem.code === "second_factor";
      if (!due) throw error;
      second.value = { login, password };
    }
  });
  if (second.value) {
    const back = () => {
      second.value = null;
    };
    return <SecondStep given={second.value} back={back} />;
  }
  return (
    <>
      {ended.value && (
        <p class="door__text" role="status">
          {t("signin.ended")}
        </p>
      )}
      <CameBack />
      <Form state={state} button={t("signin.go")}>
        <Field label={t("signin.login")} name="login" autocomplete="username" />
        <Field
          label={t("signin.password")}
          name="password"
          type="password"
          autocomplete="current-password"
        />
      </Form>
      <SingleSignOn />
      <details class="door__forgotten">
        <summary>{t("signin.forgotten")}</summary>
        <p>{t("signin.forgotten.text")}</p>
      </details>
    </>
  );
}

/** A link that signs in once. */
export function ByLink({ token }: { token: string }) {
  const problem = useSignal<Problem | null>(null);
  useEffect(() => {
    people.signInByLink(token).then(enter, (error: unknown) => {
      problem.value = problemOf(error);
    });
  }, [token]);
  if (!problem.value) return <Loading />;
  return (
    <>
      <ProblemBox problem={problem.value} />
      <button type="button" class="link" onClick={() => go("#/sign-in", true)}>
        {t("signin.instead")}
      </button>
    </>
  );
}
