import { useSignal } from "@preact/signals";
import { Icon } from "../components/icon";
import { r, told } from "../strings/rules";
import { CheckField, ChecksField, ListField, NumberField, SelectField, TextField } from "./fields";
import {
  type Condition,
  CUES,
  FIELDS,
  type Field,
  fresh,
  type Group,
  KINDS,
  type Kind,
  type Leaf,
} from "./kinds";
import {
  type Faults,
  faultAt,
  freshGroup,
  isGroup,
  type Join,
  joined,
  MOST_ROWS,
  replaced,
  rowPlace,
  rowsOf,
  without,
} from "./model";

/** Conditions as rows that one adds, changes and takes away. */

type Values = Record<string, unknown>;

interface FieldProps {
  field: Field;
  leaf: Leaf;
  faults: Faults;
  place: string;
  set(name: string, value: unknown): void;
}

const name = (key: string) => told(`name.${key}`) ?? key;
const SPEAKERS = ["customer", "agent", "anybody"] as const;

function OneField({ field, leaf, faults, place, set: setField }: FieldProps) {
  const value = (leaf as unknown as Values)[field.name];
  const set = (given: unknown) => setField(field.name, given);
  const about = {
    label: r(`field.${field.name}`),
    fault: faultAt(faults, `${place}.${field.name}`),
    set,
  };
  switch (field.as) {
    case "check":
      return <CheckField label={about.label} value={Boolean(value)} set={set} />;
    case "text":
      return <TextField {...about} value={String(value)} />;
    case "lines":
      return <ListField {...about} value={value as string[]} between={"\n"} />;
    case "whose":
      return (
        <SelectField
          {...about}
          value={String(value)}
          options={SPEAKERS.map((each) => [each, name(each)] as const)}
        />
      );
    case "cues": {
      const chosen = value as string[];
      return (
        <ChecksField
          {...about}
          value={chosen}
          options={CUES.map((each) => [each as string, name(each)] as const)}
          folded={chosen.map(name).join(` ${r("join.any")} `)}
        />
      );
    }
    default: {
      const units = { share: "share", seconds: "seconds", per_min: "perMin", times: "timesUnit" };
      return (
        <NumberField
          {...about}
          value={value as number}
          unit={r(units[field.as] as "share")}
          least={field.least}
          most={field.most}
          step={field.as === "times" ? 1 : "any"}
        />
      );
    }
  }
}

interface RowProps<C extends Condition> {
  condition: C;
  /** Which of its group it is, from one. */
  n: number;
  place: string;
  faults: Faults;
  change(condition: Condition): void;
  remove: (() => void) | null;
}

function Row({ condition, n, place, faults, change, remove }: RowProps<Leaf>) {
  const set = (field: string, value: unknown) =>
    change({ ...condition, [field]: value } as Condition);
  const wrong = faults.get(place);
  return (
    <fieldset class="rrow">
      <legend class="hidden">{r("edit.condition", { n })}</legend>
      <SelectField
        label={r("edit.condition", { n })}
        value={condition.kind}
        options={KINDS.map((kind) => [kind, r(`kind.${kind}`)] as const)}
        set={(kind: Kind) => change(fresh(kind))}
      />
      {FIELDS[condition.kind].map((field) => (
        <OneField
          key={`${condition.kind}.${field.name}`}
          field={field}
          leaf={condition}
          faults={faults}
          place={place}
          set={set}
        />
      ))}
      {remove && <Remove text={r("edit.remove", { n })} act={remove} />}
      {wrong && (
        <strong class="rfield__fault rrow__fault" lang="en">
          {wrong}
        </strong>
      )}
    </fieldset>
  );
}

function Remove({ text, act }: { text: string; act(): void }) {
  return (
    <button type="button" class="tool rrow__remove" aria-label={text} title={text} onClick={act}>
      <Icon name="close" />
    </button>
  );
}

function Nested(props: RowProps<Group>) {
  const { n, remove } = props;
  return (
    <fieldset class="rgroup">
      <legend>{r("edit.group")}</legend>
      {remove && <Remove text={r("edit.remove.group", { n })} act={remove} />}
      <Conditions {...props} deep={false} />
    </fieldset>
  );
}

interface Props {
  condition: Condition;
  place: string;
  faults: Faults;
  /** Whether groups may stand in it. */
  deep: boolean;
  change(condition: Condition): void;
}

/** Rows, and whether all of them must hold or any. */
export function Conditions({ condition, place, faults, deep, change }: Props) {
  const alone = useSignal<Join>("all"); // how a single row is to be joined with the next
  const join = isGroup(condition) ? condition.kind : alone.value;
  const rows = rowsOf(condition);
  const put = (next: readonly Condition[], by: Join = join) => {
    const made = joined(by, next);
    if (made) change(made);
  };
  const setJoin = (by: Join) => {
    alone.value = by;
    put(rows, by);
  };
  const full = rows.length >= MOST_ROWS;
  return (
    <div class="rconditions">
      {rows.length > 1 && (
        <SelectField
          label={r("edit.join")}
          fault={[faults.get(place), faults.get(`${place}.of`)].filter(Boolean).join(" ")}
          value={join}
          options={[
            ["all", r("edit.join.all")],
            ["any", r("edit.join.any")],
          ]}
          set={setJoin}
        />
      )}
      {rows.map((row, at) => {
        const props = {
          n: at + 1,
          place: rowPlace(place, condition, at),
          faults,
          change: (next: Condition) => put(replaced(rows, at, next)),
          remove: rows.length > 1 ? () => put(without(rows, at)) : null,
        };
        if (isGroup(row)) return <Nested key={at} condition={row} {...props} />;
        return <Row key={at} condition={row} {...props} />;
      })}
      <div class="rbuttons">
        <button
          type="button"
          class="button button--small"
          disabled={full}
          onClick={() => put([...rows, fresh("score_at_least")])}
        >
          {r("edit.add")}
        </button>
        {deep && (
          <button
            type="button"
            class="button button--small"
            disabled={full}
            onClick={() => put([...rows, freshGroup(join)])}
          >
            {r("edit.add.group")}
          </button>
        )}
      </div>
    </div>
  );
}
