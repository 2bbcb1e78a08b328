import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { a } from "../strings/admin";

/** Asks before something that is not harmless. */

interface Question {
  text: string;
  go: string;
  answer(yes: boolean): void;
}

const question = signal<Question | null>(null);

export function sure(text: string, go: string): Promise<boolean> {
  question.peek()?.answer(false);
  return new Promise((answer) => {
    question.value = { text, go, answer };
  });
}

export function SureDialog() {
  const ref = useRef<HTMLDialogElement>(null);
  const asked = question.value;
  useEffect(() => {
    if (asked) ref.current?.showModal();
  }, [asked]);
  useEffect(() => () => question.peek()?.answer(false), []);
  const answer = (yes: boolean) => {
    asked?.answer(yes);
    question.value = null;
    ref.current?.close();
  };
  return (
    <dialog
      ref={ref}
      class="dialog admin__sure"
      aria-labelledby="sure-title"
      onCancel={() => answer(false)}
    >
      <h2 id="sure-title">{a("sure.title")}</h2>
      <p>{asked?.text}</p>
      <div class="admin__acts">
        <button type="button" class="button" onClick={() => answer(false)}>
          {a("cancel")}
        </button>
        <button type="button" class="button button--main" onClick={() => answer(true)}>
          {asked?.go}
        </button>
      </div>
    </dialog>
  );
}

interface ActProps {
  text: string;
  label?: string;
  /** What is asked before; nothing: it is harmless. */
  ask?: string;
  act(): void;
  disabled?: boolean;
}

/** A button of a row; with `ask`, it is confirmed first. */
export function Act({ text, label, ask, act, disabled = false }: ActProps) {
  const press = async () => {
    if (ask === undefined || (await sure(ask, text))) act();
  };
  return (
    <button
      type="button"
      class="button button--small"
      aria-label={label}
      disabled={disabled}
      onClick={() => void press()}
    >
      {text}
    </button>
  );
}
