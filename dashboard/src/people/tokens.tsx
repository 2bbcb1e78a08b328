import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { problemOf } from "../api";
import { ProblemBox } from "../components/problem";
import { shortMoment } from "../format";
import { session } from "../session";
import { lookup, t } from "../strings";
import type { Problem, TokenOut } from "../wire";
import { people } from "./api";
import { Field, Form, useForm } from "./form";

const DAYS = 90;

/** A right in the reader's language, where the catalogue knows it. */
function rightText(right: string): string {
  return lookup(`right.${right.replace(/ /g, "_")}`) ?? right;
}

function Line({ token, end }: { token: TokenOut; end(): void }) {
  const until = token.expires_at
    ? t("tokens.until", { time: shortMoment(token.expires_at) })
    : t("tokens.forever");
  const used = token.last_used_at
    ? t("tokens.used", { time: shortMoment(token.last_used_at) })
    : t("tokens.unused");
  return (
    <li class="ownrow">
      <div>
        <strong>{token.name}</strong>
        <small>{[token.scopes.map(rightText).join(", "), until, used].join(" · ")}</small>
      </div>
      <button type="button" class="button button--small" onClick={end}>
        {t("tokens.end")}
      </button>
    </li>
  );
}

function New({ add }: { add(name: string, scopes: string[], days: number): Promise<void> }) {
  const state = useForm(async ({ name = "", days = "" }, form) => {
    const scopes = new FormData(form).getAll("scope").map(String);
    await add(name, scopes, Number(days));
    form.reset();
  });
  return (
    <details>
      <summary>{t("tokens.new")}</summary>
      <Form state={state} button={t("tokens.go")}>
        <Field label={t("tokens.name")} name="name" maxLength={80} />
        <fieldset class="scopes">
          <legend>{t("tokens.scopes")}</legend>
          {session.value?.rights.map((right) => (
            <label key={right} class="check">
              <input type="checkbox" name="scope" value={right} />
              {rightText(right)}
            </label>
          ))}
        </fieldset>
        <Field label={t("tokens.days")} name="days" value={String(DAYS)} inputMode="numeric" />
      </Form>
    </details>
  );
}

/** Keys for programs that ask in one's own name, with no more rights than are named. */
export function Tokens() {
  const rows = useSignal<readonly TokenOut[]>([]);
  const made = useSignal("");
  const problem = useSignal<Problem | null>(null);
  const look = async () => {
    rows.value = (await people.tokens()).items;
  };
  const run = (act: () => Promise<unknown>) =>
    act()
      .then(look)
      .catch((error: unknown) => {
        problem.value = problemOf(error);
      });
  useEffect(() => void run(async () => undefined), []);
  const add = async (name: string, scopes: string[], days: number) => {
    made.value = (await people.addToken(name, scopes, days > 0 ? days : null)).text;
    await look();
  };
  return (
    <section class="panel card" aria-labelledby="tokens-title">
      <h2 id="tokens-title">{t("tokens.title")}</h2>
      <p class="quiet">{t("tokens.text")}</p>
      {problem.value && <ProblemBox problem={problem.value} />}
      <ul>
        {rows.value.map((token) => (
          <Line
            key={token.id}
            token={token}
            end={() => void run(() => people.endToken(token.id))}
          />
        ))}
      </ul>
      {made.value && (
        <p role="status">
          {t("tokens.made")} <code class="tokens__text">{made.value}</code>
        </p>
      )}
      <New add={add} />
    </section>
  );
}
