import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { problemOf } from "../api";
import { Icon } from "../components/icon";
import { Keycap } from "../components/keycap";
import { ProblemBox } from "../components/problem";
import { steppedIn } from "../flags/do";
import { timeOfDay } from "../format";
import { listen } from "../keys";
import { may } from "../session";
import { t } from "../strings";
import type { DeskMessageOut, Problem, StepOut } from "../wire";
import { deskApi } from "./api";
import { withMessage } from "./desk";
import "./desk.css";
import { draftOf, keepDraft } from "./drafts";
import { watchSent } from "./receipts";

const LETTERS = 200; // as the server takes them

const hour = (iso: string) => timeOfDay(Date.parse(iso));

function fateOf({ read_at, delivered_at }: DeskMessageOut): string {
  if (read_at) return t("message.read", { time: hour(read_at) });
  if (delivered_at) return t("message.delivered", { time: hour(delivered_at) });
  return t("message.waiting");
}

function Sent({ message }: { message: DeskMessageOut }) {
  return (
    <li class={message.read_at ? "sent sent--read" : "sent"}>
      <p>
        {message.text}
        {message.step && (
          <span class="quiet" lang={message.step.language}>{` “${message.step.sentence}”`}</span>
        )}
      </p>
      <small>{[message.to.name, hour(message.sent_at), fateOf(message)].join(" · ")}</small>
    </li>
  );
}

interface Props {
  callId: string;
  step: StepOut | null;
}

/** A short message to the agent of a call, which nobody else sees; and whether it was read. */
export function Compose({ callId, step }: Props) {
  const box = useRef<HTMLTextAreaElement>(null);
  const withStep = useSignal(false);
  const busy = useSignal(false);
  const problem = useSignal<Problem | null>(null);
  const sent = useSignal<readonly DeskMessageOut[]>([]);
  useEffect(() => watchSent(callId, sent), [callId]);
  // with what is seen: letters typed after an `m` that nobody heard would be keys of their own
  useLayoutEffect(() => {
    const owner = new AbortController();
    listen({ m: () => box.current?.focus() }, owner.signal);
    return () => owner.abort();
  }, []);
  if (!may("message agents")) return null;
  const send = async () => {
    const written = box.current?.value ?? "";
    const text = written.replace(/\s+/g, " ").trim();
    const offer = step !== null && withStep.peek();
    if (busy.peek() || (!text && !offer)) return;
    busy.value = true;
    problem.value = null;
    try {
      const message = await deskApi.send({ call_id: callId, text, with_step: offer });
      sent.value = withMessage(sent.peek(), message);
      steppedIn(callId);
      if (draftOf(callId) === written) keepDraft(callId, "");
      if (box.current?.value === written) box.current.value = "";
      withStep.value = false;
    } catch (error) {
      problem.value = problemOf(error);
    } finally {
      busy.value = false;
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") box.current?.closest("aside")?.focus({ preventScroll: true });
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void send();
  };
  return (
    <section class="compose card" aria-label={t("message.title")}>
      <label class="compose__label">
        <span>
          {t("message.title")} <Keycap name="m" />
        </span>
        <textarea
          ref={box}
          rows={2}
          maxLength={LETTERS}
          placeholder={t("message.hint")}
          defaultValue={draftOf(callId)}
          onInput={(event) => keepDraft(callId, event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
      </label>
      <div class="compose__foot">
        {step && (
          <label class="check">
            <input
              type="checkbox"
              checked={withStep.value}
              onChange={(event) => {
                withStep.value = event.currentTarget.checked;
              }}
            />
            {t("message.step")}
          </label>
        )}
        <button
          type="button"
          class="button button--small"
          disabled={busy.value}
          onClick={() => void send()}
        >
          <Icon name="message" />
          {t("message.send")}
        </button>
      </div>
      {problem.value && <ProblemBox problem={problem.value} />}
      <div role="log" aria-label={t("message.sent")}>
        <ul>
          {sent.value.map((message) => (
            <Sent key={message.id} message={message} />
          ))}
        </ul>
      </div>
    </section>
  );
}

/** What was begun to be written when the call ended: nobody can be sent it, but it is not lost. */
export function Unsent({ callId }: { callId: string }) {
  const text = draftOf(callId);
  if (!text) return null;
  return (
    <section class="compose card" aria-label={t("message.title")}>
      <label class="compose__label">
        <span>{t("message.unsent")}</span>
        <textarea rows={2} readOnly value={text} />
      </label>
    </section>
  );
}
