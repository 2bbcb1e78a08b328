import { number } from "../format";
import { t } from "../strings";
import type { LiveStatus } from "../wire";

/** How a call is followed: feed, lag, hold, and what is left out under load. */

export function FeedMark({ status }: { status: LiveStatus }) {
  return (
    <span class={`feed feed--${status.feed}`} title={t(`feed.${status.feed}.hint`)}>
      <svg class="feed__mark" viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
        <path d={SHAPES[status.feed]} />
      </svg>
      {t(`feed.${status.feed}`)}
    </span>
  );
}

/** A shape for each state, so that colour is not needed to tell them apart. */
const SHAPES: Record<LiveStatus["feed"], string> = {
  live: "M5 1a4 4 0 1 0 0 8A4 4 0 1 0 5 1Z",
  catching_up: "M1 1.500 5 5 1 8.500Z M5 1.500 9 5 5 8.500Z",
  stalled: "M5 .8 9.600 9H.4Z",
  paused: "M2 1h2v8H2Z M6 1h2v8H6Z",
  waiting: "M1 1h8v2H1Z M1 7h8v2H1Z M4 4h2v2H4Z",
  ended: "M1.500 1.500h7v7h-7Z",
};

export function Lag({ status }: { status: LiveStatus }) {
  if (status.feed === "ended" || status.lag_s <= 0) return null;
  const s = number(status.lag_s, status.lag_s < 10 ? 1 : 0);
  return (
    <span class={status.feed === "catching_up" ? "lag lag--much" : "lag"}>
      <span aria-hidden="true" title={t("feed.lag.hint", { s })}>
        {t("feed.lag", { s })}
      </span>
      <span class="hidden">{t("feed.lag.hint", { s })}</span>
    </span>
  );
}

/** What is left out under load; nothing while all is analysed. */
export function StepNote({ status }: { status: LiveStatus }) {
  if (status.step === "full" || status.feed === "ended") return null;
  const text = t(`step.${status.step}`);
  return (
    <span class="step" title={text}>
      {text}
    </span>
  );
}

export function HoldMark({ status }: { status: LiveStatus }) {
  if (!status.on_hold || status.feed === "ended") return null;
  return <span class="hold">{t("feed.hold")}</span>;
}
