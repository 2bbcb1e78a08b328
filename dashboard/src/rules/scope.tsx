import { Icon } from "../components/icon";
import { me } from "../session";
import { site } from "../site";
import { r, told } from "../strings/rules";
import type { Hours, Rule, Scope } from "../wire";
import { ChecksField, ListField } from "./fields";
import { DAYS, type Faults, faultAt, freshHours, replaced, without } from "./model";

/** Which calls a rule is for, and at which hours. */

interface Props {
  rule: Rule;
  faults: Faults;
  change(part: Partial<Rule>): void;
}

const name = (key: string) => told(`name.${key}`) ?? key;

/** A supervisor chooses among the own teams; whoever may name any team writes them. */
function Teams({ rule, faults, set }: { rule: Rule; faults: Faults; set(teams: string[]): void }) {
  const person = me.value;
  const about = { label: r("edit.teams"), fault: faultAt(faults, "scope.teams"), set };
  const value = rule.scope.teams;
  if (person && person.role !== "admin" && person.teams.length) {
    const options = person.teams.map((team) => [team, team] as const);
    return <ChecksField {...about} value={value} options={options} />;
  }
  return (
    <ListField
      {...about}
      value={value}
      between=","
      placeholder={r("edit.all")}
      hint={r("edit.commas")}
    />
  );
}

export function ScopeFields({ rule, faults, change }: Props) {
  const { scope } = rule;
  const put = (part: Partial<Scope>) => change({ scope: { ...scope, ...part } });
  const directions = ["inbound", "outbound", "unknown"] as const;
  return (
    <fieldset class="rset">
      <legend>{r("edit.scope")}</legend>
      <div class="rset__fields">
        <ListField
          label={r("edit.queues")}
          hint={r("edit.commas")}
          placeholder={r("edit.all")}
          fault={faultAt(faults, "scope.queues")}
          value={scope.queues}
          between=","
          set={(queues) => put({ queues })}
        />
        <Teams rule={rule} faults={faults} set={(teams) => put({ teams })} />
        <ListField
          label={r("edit.languages")}
          hint={r("edit.languages.hint")}
          placeholder={r("edit.all")}
          fault={faultAt(faults, "scope.languages")}
          value={scope.languages}
          between=","
          set={(languages) => put({ languages })}
        />
        <ChecksField
          label={r("edit.directions")}
          fault={faultAt(faults, "scope.directions")}
          value={scope.directions}
          options={directions.map((each) => [each, name(each)] as const)}
          set={(chosen) => put({ directions: chosen })}
        />
      </div>
    </fieldset>
  );
}

interface HoursProps {
  hours: Hours;
  n: number;
  faults: Faults;
  change(hours: Hours): void;
  remove(): void;
}

function HoursRow({ hours, n, faults, change, remove }: HoursProps) {
  const place = `hours[${n - 1}]`;
  const fault = [...faults].filter(([at]) => at.startsWith(place)).map(([, text]) => text);
  const text = r("edit.hours.remove", { n });
  const time = (field: "opens" | "closes") => (
    <label class="rfield">
      <span>{r(`edit.${field}`)}</span>
      <input
        type="time"
        value={hours[field]}
        onInput={(event) => change({ ...hours, [field]: event.currentTarget.value })}
      />
    </label>
  );
  return (
    <fieldset class="rrow">
      <legend class="hidden">{r("edit.hours.row", { n })}</legend>
      <ChecksField
        label={r("edit.hours.row", { n })}
        fault={fault.join(" ")}
        value={hours.days}
        options={DAYS.map((day) => [day, name(day)] as const)}
        set={(days) => change({ ...hours, days })}
      />
      {time("opens")}
      {time("closes")}
      <button
        type="button"
        class="tool rrow__remove"
        aria-label={text}
        title={text}
        onClick={remove}
      >
        <Icon name="close" />
      </button>
    </fieldset>
  );
}

export function HoursFields({ rule, faults, change }: Props) {
  const { hours } = rule;
  const put = (next: Hours[]) => change({ hours: next });
  return (
    <fieldset class="rset">
      <legend>{r("edit.hours")}</legend>
      <p class="rquiet">{r("edit.hours.text", { zone: site.value?.time_zone ?? "UTC" })}</p>
      {hours.map((each, at) => (
        <HoursRow
          key={at}
          hours={each}
          n={at + 1}
          faults={faults}
          change={(next) => put(replaced(hours, at, next))}
          remove={() => put(without(hours, at))}
        />
      ))}
      <div class="rbuttons">
        <button
          type="button"
          class="button button--small"
          disabled={hours.length >= 14}
          onClick={() => put([...hours, freshHours()])}
        >
          {r("edit.hours.add")}
        </button>
      </div>
    </fieldset>
  );
}
