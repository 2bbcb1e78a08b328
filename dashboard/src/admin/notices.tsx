import { useSignal } from "@preact/signals";
import { shortMoment } from "../format";
import { Form, useForm } from "../people/form";
import { a } from "../strings/admin";
import type { DeliveryOut, TargetMade, TargetOut } from "../wire";
import { type Asked, useAsked, useFresh } from "./asked";
import { noticeApi, PAGE } from "./notice_api";
import { DELIVERY_STATES, KINDS, mayDrop, mayResend, stateKey } from "./notice_model";
import { Choice, Row, Shown } from "./parts";
import { quietText } from "./quiet";
import { Act } from "./sure";
import { SecretOnce, saidBy, TargetFields, TargetPanel } from "./target";

function about(row: TargetOut): string {
  return [
    a(`kind.${row.kind}`),
    row.shown,
    row.signed && a("targets.is.signed"),
    row.quiet.length > 0 && a("targets.quiet.is", { hours: quietText(row.quiet) }),
    row.last_sent_at && a("targets.sent", { time: shortMoment(row.last_sent_at) }),
    row.last_error && a("targets.failed", { error: row.last_error }),
  ]
    .filter(Boolean)
    .join(" · ");
}

function Target({ row, run }: { row: TargetOut; run: Asked<unknown>["run"] }) {
  const open = useSignal(false);
  return (
    <li>
      <details
        class="admin__row"
        onToggle={(event) => {
          if (event.target === event.currentTarget) open.value = event.currentTarget.open;
        }}
      >
        <summary>
          <strong>{row.name}</strong> {!row.on && <span class="chip">{a("targets.is.off")}</span>}
          <small>{about(row)}</small>
        </summary>
        {open.value && <TargetPanel row={row} run={run} />}
      </details>
    </li>
  );
}

function New({ look }: { look(): Promise<void> }) {
  const made = useSignal<TargetMade | null>(null);
  const state = useForm(async ({ kind, address = "" }, form) => {
    const chosen = KINDS.find((each) => each === kind) ?? "webhook";
    made.value = await noticeApi.add({ ...saidBy(form), kind: chosen, address: address.trim() });
    form.reset();
    await look();
  });
  return (
    <details class="admin__new">
      <summary>{a("targets.new")}</summary>
      <Form state={state} button={a("targets.go")}>
        <TargetFields key={made.value?.target.id} />
      </Form>
      {state.busy.value && <p role="status">{a("targets.testing")}</p>}
      {made.value && <SecretOnce made={made.value} />}
    </details>
  );
}

function Delivery({ row, run }: { row: DeliveryOut; run: Asked<unknown>["run"] }) {
  const busy = useSignal(false);
  /** Pressed twice it is done once. */
  const once = async (act: () => Promise<unknown>) => {
    if (busy.peek()) return;
    busy.value = true;
    await run(act);
    busy.value = false;
  };
  const told = [
    row.target,
    shortMoment(row.created_at),
    row.tries > 0 && a("deliveries.tries", { n: row.tries }),
    row.due_at && a("deliveries.due", { time: shortMoment(row.due_at) }),
    row.held_for,
    row.error,
  ];
  const mark = <span class="chip">{a(`delivery.${row.state}`)}</span>;
  return (
    <Row name={row.text} about={told} mark={mark}>
      {mayResend(row.state) && (
        <Act text={a("deliveries.resend")} act={() => void once(() => noticeApi.resend(row.id))} />
      )}
      {mayDrop(row.state) && (
        <Act
          text={a("deliveries.drop")}
          ask={a("deliveries.drop.sure")}
          act={() => void once(() => noticeApi.drop(row.id))}
        />
      )}
    </Row>
  );
}

function Deliveries() {
  const state = useSignal("");
  const limit = useSignal(PAGE);
  const asked = useAsked(
    () => noticeApi.deliveries(state.value, limit.value),
    `${state.value} ${limit.value}`,
  );
  useFresh(asked);
  const counts = asked.data.value?.counts ?? {};
  const choices = DELIVERY_STATES.map(
    (each) => [each, `${a(stateKey(each))} (${counts[each] ?? 0})`] as const,
  );
  return (
    <section class="panel card" aria-labelledby="deliveries-title">
      <h2 id="deliveries-title">{a("deliveries.title")}</h2>
      <Choice
        label={a("deliveries.state")}
        name="state"
        value={state.value}
        choices={[["", a("deliveries.all")], ...choices]}
        pick={(value) => {
          state.value = value;
        }}
      />
      <Shown asked={asked}>
        {({ items, total }) => (
          <>
            {items.length === 0 && <p class="quiet">{a("deliveries.none")}</p>}
            <ul>
              {items.map((row) => (
                <Delivery key={row.id} row={row} run={asked.run} />
              ))}
            </ul>
            {total > items.length && limit.value < 200 && (
              <button type="button" class="button" onClick={() => (limit.value = 200)}>
                {a("deliveries.more")}
              </button>
            )}
          </>
        )}
      </Shown>
    </section>
  );
}

/** Who is told of flags outside the page, and whether it arrived. */
export function NoticesTab() {
  const asked = useAsked(noticeApi.targets);
  useFresh(asked);
  return (
    <div class="admin__parts">
      <section class="panel card" aria-labelledby="targets-title">
        <h2 id="targets-title">{a("targets.title")}</h2>
        <New look={asked.run} />
        <Shown asked={asked}>
          {({ items }) =>
            items.length === 0 ? (
              <p class="quiet">{a("none")}</p>
            ) : (
              <ul>
                {items.map((row) => (
                  <Target key={row.id} row={row} run={asked.run} />
                ))}
              </ul>
            )
          }
        </Shown>
      </section>
      <Deliveries />
    </div>
  );
}
