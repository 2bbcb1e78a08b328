import { useComputed } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { SeverityMark } from "../components/severity";
import { type FlagCard, isUnclaimed, SEVERITIES } from "../flags/card";
import { budget, openNow, told } from "../flags/ledger";
import { clock, number } from "../format";
import { health, useHealth, wrongIn } from "../health";
import { cutSince } from "../live";
import { language, t } from "../strings";
import { figures } from "./board";
import { now } from "./tick";
import { besideHref } from "./view";

/** The figures above the board: what waits for somebody, and whether all is well. */

interface TileProps {
  name: string;
  value: ComponentChildren;
  about?: ComponentChildren;
  kind?: string | undefined;
}

function Tile({ name, value, about, kind = "" }: TileProps) {
  return (
    <div class={`tile ${kind}`}>
      <dt>{name}</dt>
      <dd>
        <span class="tile__value">{value}</span>
        {about && <span class="tile__about">{about}</span>}
      </dd>
    </div>
  );
}

const digits = (n: number) => n.toLocaleString(language.value);

function Calls() {
  const { calls, worst_lag_s } = figures.value;
  const s = number(worst_lag_s, 1);
  return (
    <Tile
      name={t("strip.calls")}
      value={digits(calls)}
      about={worst_lag_s > 0 && t("board.lag", { s })}
    />
  );
}

function BySeverity({ flags }: { flags: readonly FlagCard[] }) {
  return (
    <span class="tile__kinds">
      {SEVERITIES.toReversed().map((severity) => {
        const n = flags.filter((flag) => flag.severity === severity).length;
        if (!n) return null;
        return (
          <span key={severity} class={`severity-${severity}`}>
            <SeverityMark severity={severity} size={14} />
            {` ${digits(n)}`}
            <span class="hidden">{` ${t(`severity.${severity}`)}`}</span>
          </span>
        );
      })}
    </span>
  );
}

function Open() {
  if (!told.value) {
    const { flags } = figures.value;
    return <Tile name={t("strip.open")} value={digits(flags)} kind={flags ? "tile--act" : ""} />;
  }
  const flags = openNow.value;
  const act = flags.some((flag) => flag.severity === "act");
  return (
    <Tile
      name={t("strip.open")}
      value={digits(flags.length)}
      about={<BySeverity flags={flags} />}
      kind={act ? "tile--act" : ""}
    />
  );
}

/** The flag that has waited longest for somebody; information waits for nobody. */
export function oldestUnclaimed(flags: readonly FlagCard[]): FlagCard | null {
  const waiting = flags.filter((flag) => isUnclaimed(flag) && flag.severity !== "information");
  return waiting.reduce<FlagCard | null>(
    (oldest, flag) => (!oldest || flag.raised_at < oldest.raised_at ? flag : oldest),
    null,
  );
}

function Oldest() {
  const oldest = useComputed(() => oldestUnclaimed(openNow.value));
  const age = useComputed(() => {
    const since = oldest.value ? Date.parse(oldest.value.raised_at) : now.value;
    return clock((now.value - since) / 1000);
  });
  if (!told.value) return null;
  const flag = oldest.value;
  if (!flag) return <Tile name={t("strip.oldest")} value="–" about={t("strip.oldest.none")} />;
  const overdue = flag.due_at !== null && Date.parse(flag.due_at) < now.value;
  return (
    <Tile
      name={t("strip.oldest")}
      value={<a href={besideHref(flag.call_id)}>{age}</a>}
      about={flag.agent_id}
      kind={overdue || flag.state === "escalated" ? "tile--act" : ""}
    />
  );
}

function Budget() {
  if (!budget.value) return null;
  const { used, limit, suppressed } = budget.value;
  const full = limit !== null && used >= limit;
  const held = suppressed > 0 && t("strip.budget.held", { n: digits(suppressed) });
  if (limit === null) {
    return (
      <Tile name={t("strip.budget")} value={digits(used)} about={held || t("strip.nolimit")} />
    );
  }
  return (
    <Tile
      name={t("strip.budget")}
      value={t("strip.budget.of", { used: digits(used), limit: digits(limit) })}
      about={
        held || (
          <span class="tile__bar" aria-hidden="true">
            <span style={{ width: `${Math.min(100, (used / Math.max(1, limit)) * 100)}%` }} />
          </span>
        )
      }
      kind={full ? "tile--watch" : ""}
    />
  );
}

function Services() {
  useHealth();
  const told = health.value;
  if (cutSince.value !== null || !told) {
    return <Tile name={t("strip.services")} value="–" about={t("strip.services.unknown")} />;
  }
  if (told.status === "ok") {
    return <Tile name={t("strip.services")} value={t("strip.services.ok")} kind="tile--good" />;
  }
  const wrong = wrongIn(told).join("; ");
  return (
    <Tile
      name={t("strip.services")}
      value={t("strip.services.bad")}
      about={<span lang="en">{wrong}</span>}
      kind="tile--act"
    />
  );
}

export function Strip() {
  return (
    <section class="strip" aria-label={t("strip.title")}>
      <dl>
        <Calls />
        <Open />
        <Oldest />
        <Budget />
        <Services />
      </dl>
    </section>
  );
}
