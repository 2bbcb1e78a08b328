import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { r } from "../strings/rules";
import { faultText } from "./fault";
import { listed } from "./model";

/** Fields of the editor: each with its name, its unit, and what is wrong with it. */

interface About {
  label: string;
  fault?: string;
  hint?: string;
}

/** What the page has no words for is told in the server's. */
function Fault({ id, said }: { id?: string; said: string }) {
  const text = faultText(said);
  return (
    <strong id={id} class="rfield__fault" lang={text === said ? "en" : undefined}>
      {text}
    </strong>
  );
}

interface BoxProps extends About {
  id: string;
  wide?: boolean;
  children: ComponentChildren;
}

function Box({ id, label, fault, hint, wide, children }: BoxProps) {
  return (
    <div class={wide ? "rfield rfield--wide" : "rfield"}>
      <label for={id}>{label}</label>
      {children}
      {hint && <small id={`${id}-hint`}>{hint}</small>}
      {fault && <Fault id={`${id}-fault`} said={fault} />}
    </div>
  );
}

function described(id: string, { fault, hint }: About) {
  const ids = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(" ");
  return { id, "aria-describedby": ids || undefined, "aria-invalid": fault ? true : undefined };
}

interface NumberProps extends About {
  value: number;
  unit: string;
  least?: number | undefined;
  most?: number | undefined;
  step: number | "any";
  set(value: number): void;
}

const numberIn = (text: string) => (text.trim() === "" ? Number.NaN : Number(text));

/** What is written stays as it is written (`0.`), as long as it means the value. */
export function NumberField({ value, unit, least, most, step, set, ...about }: NumberProps) {
  const id = useId();
  const text = useSignal("");
  const shown = Object.is(numberIn(text.value), value) ? text.value : String(value);
  return (
    <Box id={id} {...about}>
      <span class="rfield__unit">
        <input
          {...described(id, about)}
          type="number"
          inputMode="decimal"
          min={least}
          max={most}
          step={step}
          value={Number.isNaN(value) ? "" : shown}
          onInput={(event) => {
            text.value = event.currentTarget.value;
            set(numberIn(text.value));
          }}
        />
        <span aria-hidden="true">{unit}</span>
      </span>
    </Box>
  );
}

interface TextProps extends About {
  value: string;
  most?: number;
  placeholder?: string;
  set(value: string): void;
}

export function TextField({ value, most = 200, placeholder, set, ...about }: TextProps) {
  const id = useId();
  return (
    <Box id={id} wide {...about}>
      <input
        {...described(id, about)}
        type="text"
        maxLength={most}
        placeholder={placeholder}
        value={value}
        onInput={(event) => set(event.currentTarget.value)}
      />
    </Box>
  );
}

interface ListProps extends About {
  value: readonly string[];
  between: "," | "\n";
  placeholder?: string;
  set(value: string[]): void;
}

/** Several texts in one field, between commas or one a line. */
export function ListField({ value, between, placeholder, set, ...about }: ListProps) {
  const id = useId();
  const text = useSignal("");
  const kept = listed(text.value, between).join("\n") === value.join("\n");
  const props = {
    ...described(id, about),
    placeholder,
    value: kept ? text.value : value.join(between === "," ? ", " : "\n"),
    onInput: (event: { currentTarget: { value: string } }) => {
      text.value = event.currentTarget.value;
      set(listed(text.value, between));
    },
  };
  return (
    <Box id={id} wide {...about}>
      {between === "," ? <input type="text" {...props} /> : <textarea rows={3} {...props} />}
    </Box>
  );
}

interface SelectProps<T extends string> extends About {
  value: T;
  options: readonly (readonly [T, string])[];
  set(value: T): void;
}

export function SelectField<T extends string>({ value, options, set, ...about }: SelectProps<T>) {
  const id = useId();
  return (
    <Box id={id} {...about}>
      <select
        {...described(id, about)}
        value={value}
        onChange={(event) => set(event.currentTarget.value as T)}
      >
        {options.map(([name, text]) => (
          <option key={name} value={name}>
            {text}
          </option>
        ))}
      </select>
    </Box>
  );
}

interface CheckProps {
  label: string;
  value: boolean;
  set(value: boolean): void;
}

export function CheckField({ label, value, set }: CheckProps) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={value}
        onChange={(event) => set(event.currentTarget.checked)}
      />
      {label}
    </label>
  );
}

interface ChecksProps<T extends string> extends About {
  value: readonly T[];
  options: readonly (readonly [T, string])[];
  /** Folded away: what is chosen is told by `folded`. */
  folded?: string;
  set(value: T[]): void;
}

/** Any number of these, in their own order. */
export function ChecksField<T extends string>(props: ChecksProps<T>) {
  const { label, value, options, folded, fault, set } = props;
  const toggle = (name: T, on: boolean) =>
    set(
      options.map(([each]) => each).filter((each) => (each === name ? on : value.includes(each))),
    );
  const boxes = options.map(([name, text]) => (
    <CheckField
      key={name}
      label={text}
      value={value.includes(name)}
      set={(on) => toggle(name, on)}
    />
  ));
  return (
    <fieldset class="rfield rfield--wide rfield--checks">
      <legend>{label}</legend>
      {folded === undefined ? (
        <div class="rfield__checks">{boxes}</div>
      ) : (
        <details>
          <summary>{folded || r("dash")}</summary>
          <div class="rfield__checks rfield__checks--many">{boxes}</div>
        </details>
      )}
      {fault && <Fault said={fault} />}
    </fieldset>
  );
}
