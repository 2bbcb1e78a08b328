import { useSignalEffect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { now, useTicking } from "../board/tick";
import { ruleText } from "../call/flagged";
import { Icon, type IconName } from "../components/icon";
import { Keycap } from "../components/keycap";
import { SeverityBadge, SeverityMark } from "../components/severity";
import { clock, number } from "../format";
import { t } from "../strings";
import { moving, seen, undo } from "./act";
import { type FlagCard, isOpen, isUnclaimed } from "./card";
import { type Act, actsOn, currentOf, KEY_OF, picked, question, toShow, undoable } from "./choice";
import "./deck.css";
import { start } from "./do";
import { flagsOn } from "./ledger";
import { QuestionBox } from "./question";
import { standText } from "./stand";
import { useFlags } from "./watching";

const ICONS: Record<Act, IconName> = {
  acknowledged: "check",
  claimed: "hand",
  back: "back",
  acted: "message",
  snoozed: "clock",
  escalated: "up",
  resolved: "checked",
  reopened: "again",
};

function Tabs({ flags, current }: { flags: readonly FlagCard[]; current: FlagCard }) {
  if (flags.length < 2) return null;
  return (
    <fieldset class="deck__tabs" aria-label={t("flags.title")}>
      {flags.map((flag) => (
        <button
          key={flag.id}
          type="button"
          class="deck__tab"
          aria-pressed={flag === current}
          onClick={() => {
            picked.value = flag.id;
            question.value = null;
          }}
        >
          <SeverityMark severity={flag.severity} size={14} />
          {ruleText(flag.rule)}
        </button>
      ))}
    </fieldset>
  );
}

/** How long it has waited, and when it goes on by itself. */
function Times({ flag }: { flag: FlagCard }) {
  const present = now.value;
  const since = (iso: string) => clock((present - Date.parse(iso)) / 1000);
  const left = (iso: string) => clock((Date.parse(iso) - present) / 1000);
  if (flag.state === "snoozed" && flag.snoozed_until) {
    return <span>{t("flag.back.in", { time: left(flag.snoozed_until) })}</span>;
  }
  if (flag.due_at && isOpen(flag) && Date.parse(flag.due_at) > present) {
    return <span class="deck__due">{t("flag.due.in", { time: left(flag.due_at) })}</span>;
  }
  if (isUnclaimed(flag)) return <span>{t("flag.waits", { time: since(flag.raised_at) })}</span>;
  return null;
}

function Told({ flag }: { flag: FlagCard }) {
  return (
    <>
      <p class="deck__head">
        <SeverityBadge severity={flag.severity} />
        <strong>{ruleText(flag.rule)}</strong>
        {flag.score !== null && <span class="quiet">{number(flag.score)}</span>}
      </p>
      <p lang="en">{flag.reason}</p>
      <p class="deck__stand">
        <strong>{standText(flag)}</strong>
        {flag.outcome && <span>{t(`outcome.${flag.outcome}`)}</span>}
        <Times flag={flag} />
        {flag.confirmed === false && <span>{t("flag.unconfirmed")}</span>}
      </p>
    </>
  );
}

function Buttons({ flag }: { flag: FlagCard }) {
  const busy = moving.value.has(flag.id);
  const back = undoable(flag, now.value);
  return (
    <div class="deck__acts">
      {actsOn(flag).map((act) => (
        <button
          key={act}
          type="button"
          class={act === "claimed" ? "button button--main" : "button"}
          disabled={busy}
          aria-keyshortcuts={KEY_OF[act]}
          aria-expanded={question.value?.about === act || undefined}
          onClick={() => start(act, flag)}
        >
          <Icon name={ICONS[act]} />
          {t(`act.${act}`)}
          <Keycap name={KEY_OF[act]} />
        </button>
      ))}
      {back && (
        <button
          type="button"
          class="button"
          disabled={busy}
          aria-keyshortcuts="u"
          onClick={() => void undo(flag)}
        >
          <Icon name="rewind" />
          {t("act.undo")}
          <Keycap name="u" />
        </button>
      )}
    </div>
  );
}

/** Leave no question open behind. */
function forgetQuestion(callId: string): void {
  const asked = question.peek()?.flag;
  if (
    flagsOn(callId)
      .peek()
      .some((flag) => flag.id === asked)
  )
    question.value = null;
}

/** A call's flags and what can be done about them; keyed by the call. */
export function FlagDeck({ callId }: { callId: string }) {
  useFlags();
  useTicking();
  useEffect(() => () => forgetQuestion(callId), []);
  useSignalEffect(() => seen(flagsOn(callId).value.filter(isOpen)));
  const flags = toShow(flagsOn(callId).value);
  const current = currentOf(flags);
  if (!current) return null;
  const asked = question.value?.flag === current.id ? question.value.about : null;
  return (
    <section
      class={`deck card severity-${current.severity} ${isUnclaimed(current) ? "deck--waits" : ""}`}
      aria-label={t("deck.title")}
    >
      <Tabs flags={flags} current={current} />
      <Told flag={current} />
      <Buttons flag={current} />
      {asked && <QuestionBox key={asked} flag={current} about={asked} />}
    </section>
  );
}
