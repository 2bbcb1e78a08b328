import { Score } from "../components/level";
import { SeverityBadge } from "../components/severity";
import { Sparkline } from "../components/sparkline";
import { clock, shortMoment, upperFirst } from "../format";
import { trendOf } from "../level";
import { callHref } from "../router";
import { count, t } from "../strings";
import type { CallRow } from "../wire";

const ARROWS = { rising: "↗", easing: "↘", steady: "→" } as const;

export function titleOf(call: CallRow): string {
  return call.source || call.id;
}

function About({ call }: { call: CallRow }) {
  const parts = [shortMoment(call.started_at), call.agent_id, call.queue];
  return <span class="row__about">{parts.filter(Boolean).join(" · ")}</span>;
}

function Ending({ call }: { call: CallRow }) {
  const trend = trendOf(call.sparkline);
  return (
    <span class="row__end">
      <Score value={call.summary.end} />
      {trend && (
        <span class={`trend trend--${trend}`} title={t(`trend.${trend}`)}>
          <span aria-hidden="true">{ARROWS[trend]}</span>
          <span class="hidden">{t(`trend.${trend}`)}</span>
        </span>
      )}
    </span>
  );
}

function Flags({ call }: { call: CallRow }) {
  if (!call.flags || !call.worst_severity) {
    return (
      <span class="row__none">
        <span aria-hidden="true">–</span>
        <span class="hidden">{t("flags.zero")}</span>
      </span>
    );
  }
  return (
    <SeverityBadge
      severity={call.worst_severity}
      text={`${t(`severity.${call.worst_severity}`)} · ${call.flags}`}
    />
  );
}

function Reason({ call }: { call: CallRow }) {
  if (call.top_reason) {
    return (
      <span class="row__why" lang="en" title={call.top_reason}>
        {upperFirst(call.top_reason)}
      </span>
    );
  }
  const text = call.summary.peak === null ? "calls.spark.none" : "calls.noreason";
  return <span class="row__none">{t(text)}</span>;
}

/** One call. The whole row is the link's target area (its ::after covers the row). */
export function Row({ call }: { call: CallRow }) {
  const { summary } = call;
  return (
    <tr class="row">
      <th scope="row" class="row__call">
        <a class="row__link" href={callHref(call.id)}>
          {titleOf(call)}
        </a>
        <About call={call} />
      </th>
      <td class="row__spark">
        <Sparkline call={call} />
      </td>
      <td class="row__peak" data-label={t("calls.col.peak")}>
        <Score value={summary.peak} />
      </td>
      <td class="row__ending" data-label={t("calls.col.end")}>
        <Ending call={call} />
      </td>
      <td class="row__reason">
        <Reason call={call} />
      </td>
      <td class="row__flags" title={call.flags ? count("flags.count", call.flags) : undefined}>
        <Flags call={call} />
      </td>
      <td class="row__length">{clock(summary.duration_s)}</td>
    </tr>
  );
}
