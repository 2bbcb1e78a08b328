import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { api } from "../api";
import { ruleText } from "../call/flagged";
import { Icon } from "../components/icon";
import { SeverityBadge } from "../components/severity";
import { byGravity, type FlagCard, OUTCOMES, wantsOutcome } from "../flags/card";
import { resolve } from "../flags/do";
import { afterCall, cardOf } from "../flags/ledger";
import { standText } from "../flags/stand";
import { shortMoment } from "../format";
import { callHref } from "../router";
import { may } from "../session";
import { t } from "../strings";
import type { FlagList } from "../wire";
import "./after.css";

/** Flags whose call is over, and whose outcome nobody has told: quiet, but not forgotten. */

const SHOWN = 20;

function Outcomes({ flag }: { flag: FlagCard }) {
  const about = { rule: ruleText(flag.rule), agent: flag.agent_id ?? t("board.unnamed") };
  return (
    <fieldset class="after__outcomes" aria-label={t("after.what", about)}>
      {OUTCOMES.map((each) => (
        <button
          key={each}
          type="button"
          class="button button--small"
          onClick={() => resolve(flag, each, "")}
        >
          {t(`outcome.${each}`)}
        </button>
      ))}
    </fieldset>
  );
}

function Line({ flag }: { flag: FlagCard }) {
  const ended = flag.call_ended_at ?? flag.moved_at;
  const about = [
    flag.agent_id ?? t("board.unnamed"),
    flag.queue,
    t("after.ended", { time: shortMoment(ended) }),
  ];
  return (
    <li class={`after__flag severity-${flag.severity}`}>
      <div class="after__about">
        <p class="after__head">
          <SeverityBadge severity={flag.severity} />
          <strong>{ruleText(flag.rule)}</strong>
          <span class="after__stand">{standText(flag)}</span>
        </p>
        <p class="quiet">{about.filter(Boolean).join(" · ")}</p>
        <p lang="en" class="after__why">
          {flag.reason}
        </p>
      </div>
      <div class="after__acts">
        {may("act on flags") && <Outcomes flag={flag} />}
        <a class="link" href={callHref(flag.call_id, { t: flag.at_s.toFixed(0) })}>
          <Icon name="play" />
          {t("after.call")}
        </a>
      </div>
    </li>
  );
}

/** The newest card of each, open, the gravest first. */
function together(now: readonly FlagCard[], older: readonly FlagCard[]): FlagCard[] {
  const known = new Set(now.map(({ id }) => id));
  const rest = older
    .filter(({ id }) => !known.has(id))
    .map((flag) => cardOf(flag.id) ?? flag)
    .filter(wantsOutcome);
  return [...now, ...rest.sort(byGravity)];
}

export function AfterCall() {
  const older = useSignal<FlagList | null>(null); // boards let go of a flag a day after its call
  useEffect(() => {
    void api.flagsAfter().then(
      (told) => {
        older.value = told;
      },
      () => undefined, // those of the last day are shown all the same
    );
  }, []);
  const all = together(afterCall.value, older.value?.items ?? []);
  if (all.length === 0) return null;
  const shown = all.slice(0, SHOWN);
  const rest = all.length - shown.length;
  return (
    <section class="after card" aria-labelledby="after-title">
      <h2 id="after-title">{t("after.title")}</h2>
      <p class="quiet">{t("after.text")}</p>
      <ul>
        {shown.map((flag) => (
          <Line key={flag.id} flag={flag} />
        ))}
      </ul>
      {rest > 0 && <p class="quiet">{t("after.more", { n: rest })}</p>}
    </section>
  );
}
