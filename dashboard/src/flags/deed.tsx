import { ruleText, stateText } from "../call/flagged";
import { Icon } from "../components/icon";
import { Keycap } from "../components/keycap";
import { problemText } from "../components/problem";
import { upperFirst } from "../format";
import { t } from "../strings";
import { type Deed, deed, tellDeed, undo } from "./act";
import { undoable } from "./choice";
import "./deck.css";

function nameOf({ flag }: Deed): string {
  return flag.agent_id ?? ruleText(flag.rule);
}

function Refused({ told }: { told: Deed }) {
  const problem = told.problem ?? { code: "", message: "", fix: "" };
  const { message, fix, lang } = problemText(problem);
  return (
    <div class="deed deed--bad" role="alert">
      <Icon name="alert" />
      <p lang={lang}>
        <strong>{upperFirst(message)}</strong> {fix}
      </p>
      <Close />
    </div>
  );
}

function Close() {
  return (
    <button
      type="button"
      class="tool tool--small"
      aria-label={t("app.close")}
      onClick={() => tellDeed(null)}
    >
      <Icon name="close" />
    </button>
  );
}

function Done({ told }: { told: Deed }) {
  const state = upperFirst(stateText(told.flag.state));
  const text = told.to === null ? t("deed.undone", { state }) : state;
  return (
    <div class="deed">
      <Icon name="check" />
      <p>
        <strong>{text}</strong> {nameOf(told)}
      </p>
      {told.to !== null && undoable(told.flag, Date.now()) && (
        <button type="button" class="link" onClick={() => void undo(told.flag)}>
          {t("act.undo")} <Keycap name="u" />
        </button>
      )}
      <Close />
    </div>
  );
}

/** Says what was done last, with the way back; or why it was not done, and who was first. */
export function DeedNote() {
  const told = deed.value;
  return (
    <div class="deeds">
      <div role="status">{told && !told.problem && <Done told={told} />}</div>
      {told?.problem && <Refused told={told} />}
    </div>
  );
}
