import { useEffect, useMemo } from "preact/hooks";
import { Icon } from "../components/icon";
import { ProblemBox } from "../components/problem";
import { SeverityMark } from "../components/severity";
import { t } from "../strings";
import { r } from "../strings/rules";
import type { Case, Rule, RuleOut } from "../wire";
import { rulesApi } from "./api";
import { Conditions } from "./conditions";
import { CheckField, NumberField, SelectField, TextField } from "./fields";
import { fresh } from "./kinds";
import { faultAt, otherFaults, replaced, SEVERITIES, unusedSeverity, without } from "./model";
import { type Desk, openDesk } from "./preview";
import { HoursFields, ScopeFields } from "./scope";
import { habits, sentence } from "./sentence";

/** A rule as a sentence that one builds; what it says so far stands beside it. */

function CaseFields({ desk, at }: { desk: Desk; at: number }) {
  const { cases } = desk.rule.value;
  const each = cases[at] as Case;
  const put = (next: Case[]) => desk.change({ cases: next });
  const free = SEVERITIES.filter(
    (severity) => severity === each.severity || !cases.some((other) => other.severity === severity),
  );
  const wrong = desk.faults.value.get(`cases[${at}]`);
  return (
    <fieldset class="rset">
      <legend>{r("edit.case")}</legend>
      <div class="rset__fields rset__fields--case">
        <SeverityMark severity={each.severity} size={22} />
        <SelectField
          label={r("edit.severity")}
          fault={wrong ?? ""}
          value={each.severity}
          options={free.map((severity) => [severity, t(`severity.${severity}`)] as const)}
          set={(severity) => put(replaced(cases, at, { ...each, severity }))}
        />
        {cases.length > 1 && (
          <button
            type="button"
            class="button button--small"
            onClick={() => put(without(cases, at))}
          >
            {r("edit.case.remove")}
          </button>
        )}
      </div>
      <Conditions
        condition={each.when}
        place={`cases[${at}].when`}
        faults={desk.faults.value}
        deep={true}
        change={(when) => put(replaced(cases, at, { ...each, when }))}
      />
    </fieldset>
  );
}

function AddCase({ desk }: { desk: Desk }) {
  const { cases } = desk.rule.value;
  const severity = unusedSeverity(cases);
  if (!severity) return null;
  const add = () => desk.change({ cases: [...cases, { severity, when: fresh("score_at_least") }] });
  return (
    <div class="rbuttons">
      <button type="button" class="button button--small" onClick={add}>
        {r("edit.case.add")}
      </button>
    </div>
  );
}

function Names({ desk }: { desk: Desk }) {
  const rule = desk.rule.value;
  const faults = desk.faults.value;
  return (
    <div class="rset__fields">
      <TextField
        label={r("edit.name")}
        most={120}
        fault={faultAt(faults, "name")}
        value={rule.name}
        set={(name) => desk.change({ name })}
      />
      <TextField
        label={r("edit.says")}
        hint={r("edit.says.hint")}
        most={120}
        fault={faultAt(faults, "says")}
        value={rule.says}
        set={(says) => desk.change({ says })}
      />
    </div>
  );
}

function Habits({ desk }: { desk: Desk }) {
  const rule = desk.rule.value;
  return (
    <fieldset class="rset">
      <legend>{r("edit.habits")}</legend>
      <div class="rset__fields">
        <NumberField
          label={r("edit.cooldown")}
          unit={r("seconds")}
          least={0}
          most={86_400}
          step={1}
          fault={faultAt(desk.faults.value, "cooldown_s")}
          value={rule.cooldown_s}
          set={(cooldown_s) => desk.change({ cooldown_s })}
        />
        <div class="rfield__checks rfield__checks--stack">
          <CheckField
            label={r("edit.suppress")}
            value={rule.suppress_while_acknowledged}
            set={(on) => desk.change({ suppress_while_acknowledged: on })}
          />
          <CheckField
            label={r("edit.ends")}
            value={rule.ends_itself}
            set={(on) => desk.change({ ends_itself: on })}
          />
        </div>
      </div>
    </fieldset>
  );
}

/** How it reads; a rule with a fault keeps the words that it had, paler. */
function Preview({ desk }: { desk: Desk }) {
  const wrong = desk.faults.value.size > 0;
  const others = otherFaults(desk.faults.value);
  return (
    <section class="rpreview card" aria-labelledby="rule-preview">
      <h2 id="rule-preview">{r("edit.preview")}</h2>
      <div role="status">
        <p class={wrong ? "rpreview__text rpreview__text--old" : "rpreview__text"}>
          {desk.parts.value.length ? sentence(desk.parts.value) : r("edit.checking")}
        </p>
        <p class="rquiet">{habits(desk.parts.value)}</p>
        {wrong && (
          <p class="rpreview__wrong">
            <Icon name="alert" />
            {r("edit.wrong")} <span lang="en">{others.join(" ")}</span>
          </p>
        )}
      </div>
    </section>
  );
}

interface Props {
  /** What is changed; null: a rule that is not there yet. */
  rule: RuleOut | null;
  start: Rule;
  done(rule: RuleOut): void;
  /** Leave the editor and see the rule as it is now. */
  leave(): void;
}

function saveText(rule: RuleOut | null): string {
  if (!rule || rule.state === "draft") return r("edit.save.draft");
  return rule.state === "on" ? r("edit.save.on") : r("edit.save");
}

/** Somebody changed it meanwhile: look at theirs, or put one's own over it. */
function Conflict({ leave, insist }: { leave(): void; insist(): void }) {
  return (
    <div class="rbuttons">
      <button type="button" class="button" onClick={leave}>
        {r("edit.theirs")}
      </button>
      <button type="button" class="button" onClick={insist}>
        {r("edit.mine")}
      </button>
    </div>
  );
}

function Ends({ desk, rule, done, leave }: Omit<Props, "start"> & { desk: Desk }) {
  const keep = async (act: (definition: Rule) => Promise<RuleOut>) => {
    const kept = await desk.save(act);
    if (kept) done(kept);
  };
  const save = () =>
    keep((definition) =>
      rule ? rulesApi.change(rule.id, definition, rule.number) : rulesApi.add(definition),
    );
  const insist = () =>
    keep(async (definition) => {
      if (!rule) return rulesApi.add(definition);
      const now = await rulesApi.one(rule.id);
      return rulesApi.change(rule.id, definition, now.rule.number);
    });
  const problem = desk.problem.value;
  const busy = desk.busy.value;
  return (
    <div class="rends">
      {problem && <ProblemBox problem={problem} />}
      {problem?.code === "conflict" && rule && (
        <Conflict leave={leave} insist={() => void insist()} />
      )}
      <div class="rbuttons">
        <button
          type="button"
          class="button button--main"
          disabled={busy}
          onClick={() => void save()}
        >
          {saveText(rule)}
        </button>
        {rule && rule.state !== "draft" && (
          <button
            type="button"
            class="button"
            disabled={busy}
            onClick={() => void keep(rulesApi.add)}
          >
            {r("edit.save.copy")}
          </button>
        )}
        <button type="button" class="button" onClick={leave}>
          {r("edit.cancel")}
        </button>
      </div>
    </div>
  );
}

export function Editor({ rule, start, done, leave }: Props) {
  const desk = useMemo(() => openDesk(start), [start]);
  useEffect(() => {
    void desk.look();
    return desk.close;
  }, [desk]);
  const fields = {
    rule: desk.rule.value,
    faults: desk.faults.value,
    change: (part: Partial<Rule>) => desk.change(part),
  };
  return (
    <div class="redit">
      <div class="redit__fields card">
        <Names desk={desk} />
        {fields.rule.cases.map((each, at) => (
          <CaseFields key={`${at} ${each.severity}`} desk={desk} at={at} />
        ))}
        <AddCase desk={desk} />
        <ScopeFields {...fields} />
        <HoursFields {...fields} />
        <Habits desk={desk} />
      </div>
      <div class="redit__side">
        <Preview desk={desk} />
        <Ends desk={desk} rule={rule} done={done} leave={leave} />
      </div>
    </div>
  );
}
