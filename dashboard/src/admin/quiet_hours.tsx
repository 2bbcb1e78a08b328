import { useSignal } from "@preact/signals";
import { Icon } from "../components/icon";
import { site } from "../site";
import { a } from "../strings/admin";
import type { QuietOut } from "../wire";
import { DAYS, dayName, fieldsOf, isWhole } from "./quiet";

const EVENING: QuietOut = { days: [0, 1, 2, 3, 4], start: "20:00", end: "07:00" };

interface Row {
  id: number;
  span: QuietOut;
}

interface HoursProps extends Row {
  /** Which one it is, for people. */
  n: number;
  drop(): void;
}

function Time({
  label,
  name,
  value,
  disabled,
}: Record<"label" | "name" | "value", string> & { disabled: boolean }) {
  return (
    <label class="quiet__time">
      {label}
      <input type="time" name={name} defaultValue={value} disabled={disabled} required />
    </label>
  );
}

function Hours({ id, span, n, drop }: HoursProps) {
  const whole = useSignal(isWhole(span));
  const names = fieldsOf(String(id));
  const times = isWhole(span) ? EVENING : span;
  const dropped = a("targets.quiet.drop", { n });
  return (
    <fieldset class="quiet__row">
      <legend class="hidden">{a("targets.quiet.row", { n })}</legend>
      <input type="hidden" name="quiet" value={id} />
      <span class="quiet__days">
        {DAYS.map((day) => (
          <label key={day} class="check">
            <input
              type="checkbox"
              name={names.day}
              value={day}
              aria-label={dayName(day, "long")}
              defaultChecked={span.days.length === 0 || span.days.includes(day)}
            />
            {dayName(day)}
          </label>
        ))}
      </span>
      <span class="quiet__hours">
        <label class="check">
          <input
            type="checkbox"
            name={names.whole}
            checked={whole.value}
            onChange={(event) => {
              whole.value = event.currentTarget.checked;
            }}
          />
          {a("targets.quiet.whole")}
        </label>
        <Time
          label={a("targets.quiet.from")}
          name={names.start}
          value={times.start}
          disabled={whole.value}
        />
        <Time
          label={a("targets.quiet.to")}
          name={names.end}
          value={times.end}
          disabled={whole.value}
        />
        <button type="button" class="tool" aria-label={dropped} title={dropped} onClick={drop}>
          <Icon name="close" />
        </button>
      </span>
    </fieldset>
  );
}

/** When a target is left alone: by weekday and hour. */
export function QuietHours({ quiet }: { quiet: readonly QuietOut[] }) {
  const rows = useSignal<readonly Row[]>(quiet.map((span, id) => ({ id, span })));
  const add = () => {
    const id = Math.max(-1, ...rows.value.map((row) => row.id)) + 1;
    rows.value = [...rows.value, { id, span: EVENING }];
  };
  const drop = (id: number) => {
    rows.value = rows.value.filter((row) => row.id !== id);
  };
  return (
    <fieldset class="quiethours admin__whole">
      <legend>{a("targets.quiet")}</legend>
      {rows.value.map((row, at) => (
        <Hours key={row.id} {...row} n={at + 1} drop={() => drop(row.id)} />
      ))}
      <button type="button" class="button button--small" onClick={add}>
        {a("targets.quiet.add")}
      </button>
      <small class="admin__hint">
        {a("targets.quiet.hint", { zone: site.value?.time_zone ?? "UTC" })}
      </small>
    </fieldset>
  );
}
