import { useSignal } from "@preact/signals";
import { ownProblem, Refused } from "../api";
import { ProblemBox } from "../components/problem";
import { number } from "../format";
import { Field, Form, useForm } from "../people/form";
import { a } from "../strings/admin";
import type { TargetMade, TargetOut, Tested } from "../wire";
import type { Asked } from "./asked";
import { noticeApi } from "./notice_api";
import { asItIs, KINDS, SEVERITIES, STATES, toldOf } from "./notice_model";
import { Boxes, Choice, Once } from "./parts";
import { QuietHours } from "./quiet_hours";
import { Act } from "./sure";
import { TellingFields } from "./telling";

const MOST = 20;
const WINDOW_MIN = 10;
const severities = () => SEVERITIES.map((each) => [each, a(`severity.${each}`)] as const);

function Limits({ row }: { row: TargetOut | undefined }) {
  const passes = [["", a("targets.quiet.nothing")] as const, ...severities()];
  return (
    <>
      <QuietHours quiet={row?.quiet ?? []} />
      <Choice
        label={a("targets.quiet.passes")}
        name="quiet_passes"
        value={row?.quiet_passes ?? ""}
        choices={passes}
      />
      <Field
        label={a("targets.most")}
        name="most"
        value={String(row?.most ?? MOST)}
        inputMode="numeric"
      />
      <Field
        label={a("targets.window")}
        name="window_min"
        value={String(row?.window_min ?? WINDOW_MIN)}
        inputMode="numeric"
      />
      <TellingFields row={row} />
    </>
  );
}

function Names({ label, name, all }: { label: string; name: string; all: readonly string[] }) {
  const value = all.filter(Boolean).join(", ");
  return <Field label={label} name={name} value={value} hint={a("list.hint")} required={false} />;
}

export function TargetFields({ row }: { row?: TargetOut }) {
  return (
    <>
      <Field label={a("targets.name")} name="name" value={row?.name ?? ""} maxLength={200} />
      {!row && (
        <Choice
          label={a("targets.kind")}
          name="kind"
          choices={KINDS.map((kind) => [kind, a(`kind.${kind}`)] as const)}
        />
      )}
      <Field
        label={a("targets.address")}
        name="address"
        hint={row ? a("targets.address.kept", { shown: row.shown }) : a("targets.address.hint")}
        required={!row}
        maxLength={2000}
        autocomplete="off"
      />
      <Boxes
        label={a("targets.severities")}
        name="severity"
        hint={a("targets.none.all")}
        chosen={row?.severities ?? ["act"]}
        choices={severities()}
      />
      <Boxes
        label={a("targets.states")}
        name="state"
        hint={a("targets.none.all")}
        chosen={row?.states ?? ["raised", "escalated"]}
        choices={STATES.map((each) => [each, a(`state.${each}`)] as const)}
      />
      <Names label={a("targets.teams")} name="teams" all={row?.teams ?? []} />
      <Names label={a("targets.queues")} name="queues" all={row?.queues ?? []} />
      <Limits row={row} />
    </>
  );
}

/** What the form says; refused, as the server would, where its quiet hours are not told whole. */
export function saidBy(form: HTMLFormElement, before?: TargetOut) {
  const told = toldOf(new FormData(form), before);
  if (told) return told;
  throw new Refused(ownProblem("quiet", a("targets.quiet.bad")), 400);
}

export function SecretOnce({ made }: { made: TargetMade }) {
  if (!made.secret) return null;
  const text = a("targets.secret.made", { name: made.target.name });
  return <Once text={text} secret={made.secret} />;
}

function Outcome({ tested }: { tested: Tested }) {
  if (tested.error) return <ProblemBox problem={tested.error} />;
  return <p role="status">{a("targets.test.arrived", { s: number(tested.took_s, 1) })}</p>;
}

/** All that can be done about a target. */
export function TargetPanel({ row, run }: { row: TargetOut; run: Asked<unknown>["run"] }) {
  const made = useSignal<TargetMade | null>(null);
  const tested = useSignal<Tested | null>(null);
  const busy = useSignal(false);
  const done = useSignal(false);
  const state = useForm(async ({ address = "" }, form) => {
    done.value = false;
    const body = { ...saidBy(form, row), on: row.on };
    await noticeApi.change(row.id, address.trim() ? { ...body, address: address.trim() } : body);
    done.value = true;
    await run();
  });
  const test = async () => {
    busy.value = true;
    tested.value = null;
    await run(async () => {
      tested.value = await noticeApi.test(row.id);
    });
    busy.value = false;
  };
  const secret = async () => {
    made.value = await noticeApi.secret(row.id);
  };
  const turn = (on: boolean) => void run(() => noticeApi.change(row.id, { ...asItIs(row), on }));
  const about = { name: row.name };
  return (
    <div class="admin__panel">
      <div class="admin__acts">
        <Act
          text={busy.value ? a("targets.testing") : a("targets.test")}
          disabled={busy.value}
          act={() => void test()}
        />
        {row.on ? (
          <Act text={a("targets.off")} ask={a("targets.off.sure", about)} act={() => turn(false)} />
        ) : (
          <Act text={a("targets.on")} act={() => turn(true)} />
        )}
        {row.kind !== "apprise" && (
          <Act
            text={a("targets.secret")}
            ask={a("targets.secret.sure", about)}
            act={() => void run(secret)}
          />
        )}
        <Act
          text={a("deliveries.resend.all", about)}
          act={() => void run(() => noticeApi.resendAll(row.id))}
        />
        <Act
          text={a("remove")}
          ask={a("targets.remove.sure", about)}
          act={() => void run(() => noticeApi.remove(row.id))}
        />
      </div>
      {tested.value && <Outcome tested={tested.value} />}
      {made.value && <SecretOnce made={made.value} />}
      <Form state={state} button={a("save")}>
        <TargetFields row={row} />
      </Form>
      {done.value && <p role="status">{a("saved")}</p>}
    </div>
  );
}
