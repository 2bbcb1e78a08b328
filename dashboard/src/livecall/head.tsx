import { useComputed } from "@preact/signals";
import { Meter } from "../board/meter";
import { FeedMark, HoldMark, Lag, StepNote } from "../board/status";
import { now } from "../board/tick";
import { Icon } from "../components/icon";
import { clock, moment } from "../format";
import { cutSince } from "../live";
import { boardHref } from "../router";
import { lookup, t } from "../strings";
import type { FrustrationOut, LiveScore } from "../wire";
import { ListenIn } from "./listen_in";
import type { LiveModel } from "./model";

const TREND_PER_MIN = 0.1; // as the server's board draws it

function scoreOf(point: FrustrationOut | null, provisional: boolean): LiveScore | null {
  if (!point) return null;
  const { score, low, high, slope_per_min: slope } = point;
  const steady = Math.abs(slope) <= TREND_PER_MIN;
  return {
    score,
    low,
    high,
    trend: steady ? "steady" : slope > 0 ? "rising" : "easing",
    provisional,
  };
}

function Clock({ model }: { model: LiveModel }) {
  const text = useComputed(() => {
    const heard = model.status.value?.heard_s ?? 0;
    const feed = model.status.value?.feed ?? "ended";
    const stands = cutSince.value !== null || ["paused", "waiting", "ended"].includes(feed);
    return clock(stands ? heard : heard + Math.max(0, now.value - model.at.value) / 1000);
  });
  return (
    <span class="livehead__clock" title={t("board.time")}>
      <span class="hidden">{t("board.time")} </span>
      {text}
    </span>
  );
}

export function Status({ model }: { model: LiveModel }) {
  const status = model.status.value;
  if (!status) return null;
  return (
    <>
      <div class="livehead__status">
        <Clock model={model} />
        <FeedMark status={status} />
        <Lag status={status} />
        <HoldMark status={status} />
        <StepNote status={status} />
      </div>
      <ListenIn id={model.id.value} feed={status.feed} />
    </>
  );
}

export function Facts({ model }: { model: LiveModel }) {
  const call = model.facts.value;
  if (!call) return null;
  const facts = [
    moment(call.started_at),
    lookup(`call.${call.direction}`),
    call.customer_id && `${t("role.customer")} ${call.customer_id}`,
    call.queue,
    call.team,
    call.language?.toUpperCase(),
    call.source,
  ];
  return <p class="facts">{facts.filter(Boolean).join(" · ")}</p>;
}

/** Frustration now, measured or provisional. */
export function LiveMeter({ model }: { model: LiveModel }) {
  return <Meter score={scoreOf(model.score.value, model.provisional.value !== null)} />;
}

export function LiveHead({ model }: { model: LiveModel }) {
  return (
    <header class="livehead">
      <div class="livehead__title">
        <a class="callhead__back" href={boardHref}>
          <Icon name="back" />
          {t("live.back")}
        </a>
        <h1>{model.facts.value?.agent_id || t("live.title")}</h1>
        <Facts model={model} />
        <Status model={model} />
      </div>
      <LiveMeter model={model} />
    </header>
  );
}
