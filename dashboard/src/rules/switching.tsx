import { useEffect, useRef } from "preact/hooks";
import { ruleName } from "../call/flagged";
import { number, percent } from "../format";
import { r } from "../strings/rules";
import type { RehearsalOut, RuleOut } from "../wire";

/** Before a rule calls people: what its rehearsal found. */

interface Props {
  rule: RuleOut;
  rehearsal: RehearsalOut | null;
  yes(): void;
  no(): void;
}

function Found({ rehearsal }: { rehearsal: RehearsalOut | null }) {
  const result = rehearsal?.result;
  if (!rehearsal || !result) return <p>{r("switch.unrehearsed")}</p>;
  return (
    <>
      <p>
        {r("switch.figures", {
          version: rehearsal.number,
          days: rehearsal.days,
          flags: result.flags,
          calls: result.calls,
          alerts: number(result.alerts_per_hour),
        })}
      </p>
      {result.precision !== null && (
        <p>{r("switch.precision", { precision: percent(result.precision) })}</p>
      )}
    </>
  );
}

export function Confirm({ rule, rehearsal, yes, no }: Props) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => ref.current?.showModal(), []);
  return (
    <dialog
      ref={ref}
      class="dialog rconfirm"
      aria-labelledby="rule-confirm"
      onCancel={(event) => {
        event.preventDefault(); // closed by itself it would not give the focus back
        ref.current?.close();
      }}
      onClose={no}
    >
      <h2 id="rule-confirm">{r("switch.title", { name: ruleName(rule) })}</h2>
      <p>{r("switch.text")}</p>
      <Found rehearsal={rehearsal} />
      <div class="rbuttons">
        <button
          type="button"
          class="button button--main"
          onClick={() => {
            ref.current?.close(); // gives the focus back
            yes();
          }}
        >
          {r("switch.on")}
        </button>
        <button type="button" class="button" onClick={() => ref.current?.close()}>
          {r("switch.cancel")}
        </button>
      </div>
    </dialog>
  );
}
