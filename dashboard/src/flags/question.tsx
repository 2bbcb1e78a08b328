import { useLayoutEffect, useRef } from "preact/hooks";
import { Keycap } from "../components/keycap";
import { useFocusBack } from "../focus";
import { listen } from "../keys";
import { t } from "../strings";
import { type FlagCard, OUTCOMES } from "./card";
import { type Question, question } from "./choice";
import { resolve, SNOOZES_MIN, snooze } from "./do";

interface Props {
  flag: FlagCard;
  about: Question["about"];
}

function cancel(): void {
  question.value = null;
}

function escaped(event: KeyboardEvent): void {
  if (event.key !== "Escape") return;
  event.preventDefault(); // also while a note is written; the call stays open
  cancel();
}

/** What came of it, or for how long: one number key each. */
export function QuestionBox({ flag, about }: Props) {
  const box = useFocusBack<HTMLFieldSetElement>();
  const why = useRef<HTMLInputElement>(null);
  const answers =
    about === "resolved"
      ? OUTCOMES.map((each) => ({
          text: t(`outcome.${each}`),
          act: () => resolve(flag, each, why.current?.value.trim() ?? ""),
        }))
      : SNOOZES_MIN.map((each) => ({
          text: t("snooze.for", { n: each }),
          act: () => snooze(flag, each),
        }));
  // With the first paint, so that no key pressed on what is seen is lost.
  useLayoutEffect(() => {
    const owner = new AbortController();
    const keys = answers.map(({ act }, index) => [String(index + 1), act] as const);
    listen(Object.fromEntries(keys), owner.signal);
    return () => owner.abort();
  }, [flag, about]);
  useLayoutEffect(() => box.current?.querySelector("button")?.focus(), []);
  return (
    <fieldset ref={box} class="deck__question" onKeyDown={escaped}>
      <legend>{t(`ask.${about}`)}</legend>
      {answers.map(({ text, act }, index) => (
        <button key={text} type="button" class="button button--small" onClick={act}>
          {text}
          <Keycap name={index + 1} />
        </button>
      ))}
      <button type="button" class="link" onClick={cancel}>
        {t("act.cancel")}
      </button>
      {about === "resolved" && (
        <label class="deck__why">
          <span class="field__name">{t("ask.why")}</span>
          <input ref={why} maxLength={500} />
        </label>
      )}
    </fieldset>
  );
}
