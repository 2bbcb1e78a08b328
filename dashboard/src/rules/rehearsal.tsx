import { useSignal } from "@preact/signals";
import { ownProblem } from "../api";
import { ProblemBox } from "../components/problem";
import { moment, percent } from "../format";
import { r } from "../strings/rules";
import type { RehearsalOut, RuleOut } from "../wire";
import { NumberField } from "./fields";
import { isUnderWay, type Rehearsals } from "./rehearsing";
import { Result } from "./result";

/** What a rule would have done on the stored calls of the last days. */

export const DAYS = 30;
const MOST_DAYS = 366;

function Ask({ rule, rehearsals }: { rule: RuleOut; rehearsals: Rehearsals }) {
  const days = useSignal(DAYS);
  const busy = isUnderWay(rehearsals.shown.value?.state ?? "done");
  return (
    <form
      class="rask"
      onSubmit={(event) => {
        event.preventDefault();
        void rehearsals.ask(rule.number, days.value);
      }}
    >
      <NumberField
        label={r("rehearse.days")}
        unit=""
        least={1}
        most={MOST_DAYS}
        step={1}
        value={days.value}
        set={(value) => {
          days.value = value;
        }}
      />
      <button type="submit" class="button button--main" disabled={busy}>
        {r("rehearse.go")}
      </button>
    </form>
  );
}

/** Earlier ones can be looked at again. */
function Earlier({ rehearsals }: { rehearsals: Rehearsals }) {
  const rows = rehearsals.rows.value;
  if (rows.length < 2) return null;
  return (
    <label class="rfield">
      <span>{r("rehearse.older")}</span>
      <select
        value={rehearsals.shown.value?.id}
        onChange={(event) => void rehearsals.show(event.currentTarget.value)}
      >
        {rows.map((row) => (
          <option key={row.id} value={row.id}>
            {about(row)}
          </option>
        ))}
      </select>
    </label>
  );
}

function about(row: Omit<RehearsalOut, "result">): string {
  const { number, days, by, asked_at } = row;
  return r("rehearse.of", { version: number, days, name: by.name, time: moment(asked_at) });
}

function Progress({ rehearsal }: { rehearsal: RehearsalOut }) {
  const text =
    rehearsal.state === "waiting"
      ? r("rehearse.waiting")
      : r("rehearse.running", { share: percent(rehearsal.progress) });
  return (
    <div role="status">
      {text}
      <progress class="bar" max={1} value={rehearsal.progress} aria-label={text} />
    </div>
  );
}

interface ShownProps {
  rule: RuleOut;
  rehearsal: RehearsalOut;
  names: ReadonlyMap<string, string>;
}

function Shown({ rule, rehearsal, names }: ShownProps) {
  if (isUnderWay(rehearsal.state)) return <Progress rehearsal={rehearsal} />;
  if (!rehearsal.result) {
    return (
      <>
        <ProblemBox problem={ownProblem("rehearsal", r("rehearse.failed"))} />
        <p lang="en">{rehearsal.error}</p>
      </>
    );
  }
  return (
    <>
      <p class="rquiet">{about(rehearsal)}</p>
      {rehearsal.number !== rule.number && (
        <p class="rquiet">
          {r(rehearsal.number > rule.number ? "rehearse.draft" : "rehearse.stale", {
            version: rehearsal.number,
          })}
        </p>
      )}
      <Result result={rehearsal.result} names={names} />
    </>
  );
}

interface Props {
  rule: RuleOut;
  rehearsals: Rehearsals;
  names: ReadonlyMap<string, string>;
}

export function Rehearsal({ rule, rehearsals, names }: Props) {
  const problem = rehearsals.problem.value;
  const shown = rehearsals.shown.value;
  return (
    <section class="rpanel card" aria-labelledby="rule-rehearsal">
      <h2 id="rule-rehearsal">{r("rehearse")}</h2>
      <p class="rquiet">{r("rehearse.text")}</p>
      <div class="rask__row">
        {rule.may_change && <Ask rule={rule} rehearsals={rehearsals} />}
        <Earlier rehearsals={rehearsals} />
      </div>
      {problem && <ProblemBox problem={problem} />}
      {shown && <Shown rule={rule} rehearsal={shown} names={names} />}
    </section>
  );
}
