import { Icon } from "../components/icon";
import { SEVERITIES } from "../flags/card";
import { told } from "../flags/ledger";
import { t } from "../strings";
import { choices, order, total } from "./board";
import { SORTS, type Sort } from "./order";
import { SavedViews } from "./saved_menu";
import { filtered, LAYOUTS, NOTHING, setView, type View, view } from "./view";

interface ChoiceProps {
  label: string;
  value: string;
  options: readonly (readonly [value: string, text: string])[];
  set(value: string): void;
}

function Choice({ label, value, options, set }: ChoiceProps) {
  return (
    <label class="field">
      <span class="field__name">{label}</span>
      <select value={value} onChange={(event) => set(event.currentTarget.value)}>
        {options.map(([each, text]) => (
          <option key={each} value={each}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Names to choose from; the chosen one stays even where no call has it now. */
function Names({ label, value, names, set }: Omit<ChoiceProps, "options"> & { names: string[] }) {
  const all = value && !names.includes(value) ? [value, ...names] : names;
  if (all.length === 0) return null;
  const options = all.map((name) => [name, name] as const);
  return (
    <Choice
      label={label}
      value={value}
      set={set}
      options={[["", t("board.all", { what: label })], ...options]}
    />
  );
}

function Severities() {
  const options = SEVERITIES.toReversed().map(
    (each) => [each, each === "act" ? t("severity.act") : t(`board.atleast.${each}`)] as const,
  );
  return (
    <Choice
      label={t("board.severity")}
      value={view.value.severity}
      options={[["", t("board.all", { what: t("board.severity") })], ...options]}
      set={(severity) => setView({ severity: severity as View["severity"] })}
    />
  );
}

function Mine() {
  return (
    <label class="check check--field">
      <input
        type="checkbox"
        checked={view.value.mine}
        onChange={(event) => setView({ mine: event.currentTarget.checked })}
      />
      {t("board.mine")}
    </label>
  );
}

function Shown() {
  if (!filtered.value) return null;
  return (
    <span class="boardbar__shown" role="status">
      {t("board.shown", { n: order.value.length, all: total.value })}{" "}
      <button type="button" class="link" onClick={() => setView(NOTHING)}>
        {t("calls.clear")}
      </button>
    </span>
  );
}

export function nextLayout(): void {
  setView({ layout: view.peek().layout === "list" ? "cards" : "list" });
}

function Layouts() {
  return (
    <fieldset class="span span--icons" aria-label={t("board.layout")}>
      {LAYOUTS.map((layout) => (
        <button
          key={layout}
          type="button"
          class="span__choice"
          aria-pressed={view.value.layout === layout}
          aria-label={t(`board.layout.${layout}`)}
          title={`${t(`board.layout.${layout}`)} (v)`}
          onClick={() => setView({ layout })}
        >
          <Icon name={layout} />
        </button>
      ))}
    </fieldset>
  );
}

export function BoardBar() {
  const { team, queue, sort } = view.value;
  const { teams, queues } = choices.value;
  return (
    <search class="boardbar">
      <Names
        label={t("board.team")}
        value={team}
        names={teams}
        set={(name) => setView({ team: name })}
      />
      <Names
        label={t("calls.queue")}
        value={queue}
        names={queues}
        set={(name) => setView({ queue: name })}
      />
      <Severities />
      {told.value && <Mine />}
      <Shown />
      <span class="boardbar__end">
        <Choice
          label={t("calls.sort")}
          value={sort}
          options={SORTS.map((each) => [each, t(`board.sort.${each}`)] as const)}
          set={(chosen) => setView({ sort: chosen as Sort })}
        />
        <SavedViews />
        <Layouts />
      </span>
    </search>
  );
}
