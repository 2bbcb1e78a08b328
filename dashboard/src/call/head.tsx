import { titleOf } from "../calls/row";
import { Icon } from "../components/icon";
import { Score } from "../components/level";
import { clock, moment } from "../format";
import { callsHref } from "../router";
import { lookup, t } from "../strings";
import { Actions } from "./actions";
import type { CallModel } from "./model";

function Figure({
  name,
  value,
  at,
  model,
}: {
  name: string;
  value: number | null;
  at?: number | null;
  model: CallModel;
}) {
  return (
    <div class="figure">
      <dt>
        {name}{" "}
        {at !== undefined && at !== null && (
          <button type="button" class="link" onClick={() => model.seek(at)}>
            {t("call.at", { time: clock(at) })}
          </button>
        )}
      </dt>
      <dd>
        <Score value={value} />
      </dd>
    </div>
  );
}

function Facts({ model }: { model: CallModel }) {
  const { call } = model.detail;
  const facts = [
    moment(call.started_at),
    clock(model.duration),
    lookup(`call.${call.direction}`),
    call.agent_id && `${t("role.agent")} ${call.agent_id}`,
    call.customer_id && `${t("role.customer")} ${call.customer_id}`,
    call.queue,
    call.language?.toUpperCase(),
  ];
  return <p class="facts">{facts.filter(Boolean).join(" · ")}</p>;
}

export function CallHead({ model }: { model: CallModel }) {
  const { summary } = model.detail.call;
  return (
    <header class="callhead">
      <a class="callhead__back" href={callsHref()}>
        <Icon name="back" />
        {t("app.calls")}
      </a>
      <Actions model={model} />
      <div class="callhead__title">
        <h1>{titleOf(model.detail.call)}</h1>
        <Facts model={model} />
      </div>
      <dl class="figures">
        <Figure name={t("call.peak")} value={summary.peak} at={summary.peak_at_s} model={model} />
        <Figure name={t("call.end")} value={summary.end} model={model} />
        <Figure name={t("call.mean")} value={summary.mean} model={model} />
      </dl>
    </header>
  );
}
