import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { SeverityBadge } from "../components/severity";
import { clock, shortMoment } from "../format";
import { callHref, liveHref } from "../router";
import { r } from "../strings/rules";
import type { FlagCard, FlagList } from "../wire";
import { rulesApi } from "./api";

function place(flag: FlagCard): string {
  const { call_id, call_ended, at_s } = flag;
  return call_ended === null ? liveHref(call_id) : callHref(call_id, { t: at_s.toFixed(0) });
}

/** Flags that the budget held back: they alerted nobody, but they are not hidden. */
export function Held({ names }: { names: ReadonlyMap<string, string> }) {
  const found = useSignal<FlagList | null>(null);
  useEffect(() => {
    void rulesApi.held().then(
      (told) => {
        found.value = told;
      },
      () => undefined, // the rules are shown all the same
    );
  }, []);
  if (!found.value) return null;
  const { items, total } = found.value;
  return (
    <section class="rpanel card" aria-labelledby="rules-held">
      <h2 id="rules-held">{r("held.title")}</h2>
      <p class="rquiet">{r("held.text")}</p>
      {items.length === 0 && <p>{r("held.none")}</p>}
      <ul class="rheld">
        {items.map((flag) => (
          <li key={flag.id}>
            <SeverityBadge severity={flag.severity} />
            <a href={place(flag)}>
              {r("hit.link", { time: shortMoment(flag.raised_at), at: clock(flag.at_s) })}
            </a>
            <span>{names.get(flag.rule) ?? flag.rule}</span>
            <span class="rquiet" lang="en">
              {flag.reason}
            </span>
          </li>
        ))}
      </ul>
      {total > items.length && <p class="rquiet">{r("held.more", { n: total - items.length })}</p>}
    </section>
  );
}
