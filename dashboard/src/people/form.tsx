import { type Signal, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { problemOf } from "../api";
import { ProblemBox } from "../components/problem";
import type { Problem } from "../wire";

/** Small forms: fields with their names, a button, and what the server has to say. */

interface FieldProps {
  label: string;
  name: string;
  type?: "text" | "password";
  hint?: string;
  autocomplete?: string;
  value?: string;
  required?: boolean;
  minLength?: number;
  maxLength?: number;
  inputMode?: "numeric" | "text";
  readOnly?: boolean;
}

export function Field({ label, hint, type = "text", required = true, value, ...more }: FieldProps) {
  const id = useId();
  const about = {
    ...more,
    id,
    required,
    defaultValue: value ?? "",
    "aria-describedby": hint ? `${id}-hint` : undefined,
    spellcheck: false,
    autocapitalize: "none",
  } as const;
  return (
    <div class="formfield">
      <label for={id}>{label}</label>
      {type === "password" ? (
        <input type="password" {...about} />
      ) : (
        <input type="text" {...about} />
      )}
      {hint && <small id={`${id}-hint`}>{hint}</small>}
    </div>
  );
}

type Values = Record<string, string>;

export interface FormState {
  busy: Signal<boolean>;
  problem: Signal<Problem | null>;
  onSubmit(event: SubmitEvent): void;
}

/** `act` gets the fields by name; what it throws is shown above the button. */
export function useForm(
  act: (values: Values, form: HTMLFormElement) => Promise<unknown>,
): FormState {
  const busy = useSignal(false);
  const problem = useSignal<Problem | null>(null);
  const run = async (form: HTMLFormElement) => {
    busy.value = true;
    problem.value = null;
    const values = Object.fromEntries(
      [...new FormData(form)].map(([name, value]) => [name, String(value)]),
    );
    try {
      await act(values, form);
    } catch (error) {
      problem.value = problemOf(error);
    } finally {
      busy.value = false;
    }
  };
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!busy.peek()) void run(event.currentTarget as HTMLFormElement);
  };
  return { busy, problem, onSubmit };
}

interface FormProps {
  state: FormState;
  button: string;
  children: ComponentChildren;
}

export function Form({ state, button, children }: FormProps) {
  return (
    <form class="form" onSubmit={state.onSubmit}>
      {children}
      {state.problem.value && <ProblemBox problem={state.problem.value} />}
      <button type="submit" class="button button--main" disabled={state.busy.value}>
        {button}
      </button>
    </form>
  );
}
