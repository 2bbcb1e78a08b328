import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { problemOf } from "../api";
import { ProblemBox } from "../components/problem";
import { moment } from "../format";
import { Field, Form, useForm } from "../people/form";
import { a } from "../strings/admin";
import type { AuditOut, AuditPage, Problem } from "../wire";
import { adminApi } from "./api";
import { useAsked } from "./asked";
import { auditQuery, detailsText, type Said } from "./model";
import { Choice } from "./parts";

function Entry({ entry }: { entry: AuditOut }) {
  return (
    <tr>
      <td>
        <time dateTime={entry.at}>{moment(entry.at)}</time>
      </td>
      <td>{entry.person_name || a("audit.nobody")}</td>
      <td>
        <code>{entry.action}</code>
      </td>
      <td>{entry.subject}</td>
      <td>{detailsText(entry.details)}</td>
    </tr>
  );
}

function Day({ label, name }: { label: string; name: string }) {
  const id = `audit-${name}`;
  return (
    <div class="formfield">
      <label for={id}>{label}</label>
      <input id={id} type="date" name={name} />
    </div>
  );
}

/** Who did what to what, newest first. */
export function AuditTab() {
  const people = useAsked(adminApi.people);
  const said = useSignal<Said>({});
  const entries = useSignal<readonly AuditOut[] | null>(null);
  const next = useSignal<number | null>(null);
  const problem = useSignal<Problem | null>(null);
  const asked = useRef(0);
  /** What was asked last is shown: an answer to an earlier question comes too late. */
  const ask = async (values: Said, before: number | null) => {
    asked.current += 1;
    const turn = asked.current;
    const page: AuditPage = await adminApi.audit(auditQuery(values, before));
    if (turn !== asked.current) return;
    said.value = values;
    entries.value = before === null ? page.items : [...(entries.value ?? []), ...page.items];
    next.value = page.next;
    problem.value = null;
  };
  const form = useForm((values) => ask(values, null));
  const older = (before: number | null) =>
    ask(said.value, before).catch((error: unknown) => {
      problem.value = problemOf(error);
    });
  useEffect(() => void older(null), []);
  const names = (people.data.value?.items ?? []).map(({ id, name }) => [id, name] as const);
  return (
    <section class="panel card" aria-labelledby="audit-title">
      <h2 id="audit-title">{a("tab.audit")}</h2>
      <div class="admin__filters">
        <Form state={form} button={a("audit.go")}>
          <Choice label={a("audit.person")} name="person" choices={[["", a("all")], ...names]} />
          <Field
            label={a("audit.action")}
            name="action"
            hint={a("audit.action.hint")}
            required={false}
          />
          <Field label={a("audit.subject")} name="subject" required={false} />
          <Day label={a("audit.from")} name="from" />
          <Day label={a("audit.to")} name="to" />
        </Form>
      </div>
      {problem.value && <ProblemBox problem={problem.value} />}
      {entries.value?.length === 0 && <p class="quiet">{a("audit.empty")}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways is reached by key */}
      <section class="admin__wide" tabIndex={0} aria-label={a("audit.entries")}>
        <table class="admin__table" aria-labelledby="audit-title">
          <thead>
            <tr>
              <th scope="col">{a("audit.when")}</th>
              <th scope="col">{a("audit.person")}</th>
              <th scope="col">{a("audit.action")}</th>
              <th scope="col">{a("audit.subject")}</th>
              <th scope="col">{a("audit.details")}</th>
            </tr>
          </thead>
          <tbody>
            {entries.value?.map((entry) => (
              <Entry key={entry.number} entry={entry} />
            ))}
          </tbody>
        </table>
      </section>
      {next.value !== null && (
        <button type="button" class="button" onClick={() => void older(next.value)}>
          {a("audit.older")}
        </button>
      )}
    </section>
  );
}
