import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { Loading } from "../components/loading";
import { ProblemBox } from "../components/problem";
import { a } from "../strings/admin";
import type { Asked } from "./asked";

interface ChoiceProps {
  label: string;
  name: string;
  value?: string;
  choices: readonly (readonly [value: string, text: string])[];
  pick?: (value: string) => void;
}

export function Choice({ label, name, value, choices, pick }: ChoiceProps) {
  const id = useId();
  return (
    <div class="formfield">
      <label for={id}>{label}</label>
      <select id={id} name={name} onChange={(event) => pick?.(event.currentTarget.value)}>
        {choices.map(([each, text]) => (
          <option key={each} value={each} selected={each === value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

interface BoxesProps {
  label: string;
  name: string;
  hint?: string;
  chosen: readonly string[];
  choices: readonly (readonly [value: string, text: string])[];
}

export function Boxes({ label, name, hint, chosen, choices }: BoxesProps) {
  return (
    <fieldset class="admin__boxes">
      <legend>{label}</legend>
      {choices.map(([each, text]) => (
        <label key={each} class="check">
          <input type="checkbox" name={name} value={each} defaultChecked={chosen.includes(each)} />
          {text}
        </label>
      ))}
      {hint && <small class="admin__hint">{hint}</small>}
    </fieldset>
  );
}

/** Something that is shown this once, to be copied. */
export function Once({ text, secret }: { text: string; secret: string }) {
  const copied = useSignal(false);
  const copy = async () => {
    await navigator.clipboard?.writeText(secret).catch(() => undefined);
    copied.value = true;
  };
  return (
    <div class="admin__once" role="status">
      <span>{text}</span>
      <code>{secret}</code>
      <button type="button" class="button button--small" onClick={() => void copy()}>
        {copied.value ? a("copied") : a("copy")}
      </button>
    </div>
  );
}

interface ShownProps<T> {
  asked: Asked<T>;
  children(data: T): ComponentChildren;
}

/** What was asked for, or that it is on its way, and what went wrong last. */
export function Shown<T>({ asked, children }: ShownProps<T>) {
  const { data, problem, run } = asked;
  return (
    <>
      {problem.value && <ProblemBox problem={problem.value} retry={() => void run()} />}
      {data.value !== null ? children(data.value) : !problem.value && <Loading />}
    </>
  );
}

interface RowProps {
  name: string;
  about: readonly (string | null | false | undefined)[];
  mark?: ComponentChildren;
  children?: ComponentChildren;
}

/** A line of a list, with what can be done about it. */
export function Row({ name, about, mark, children }: RowProps) {
  return (
    <li class="ownrow">
      <div class="admin__told">
        <strong>
          {name} {mark}
        </strong>
        <small>{about.filter(Boolean).join(" · ")}</small>
      </div>
      {children && <span class="admin__acts">{children}</span>}
    </li>
  );
}
