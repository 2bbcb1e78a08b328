import { clock, humanise, moment } from "../format";
import { count, lookup, t } from "../strings";
import type { WithheldOut } from "../wire";
import type { CallModel } from "./model";

/** The same reason of the same witness is told once, with how often and from when. */
export function grouped(withheld: readonly WithheldOut[]): { first: WithheldOut; times: number }[] {
  const found = new Map<string, { first: WithheldOut; times: number }>();
  for (const each of withheld) {
    const key = `${each.witness}|${each.reason}`;
    const known = found.get(key);
    if (known) known.times += 1;
    else found.set(key, { first: each, times: 1 });
  }
  return [...found.values()].sort((a, b) => b.times - a.times);
}

export function Withheld({ model }: { model: CallModel }) {
  const { withheld } = model.detail;
  if (withheld.length === 0) return null;
  return (
    <section class="panel card" aria-label={t("withheld.title")}>
      <header class="panel__head">
        <h2>{t("withheld.title")}</h2>
        <span class="panel__aside">{withheld.length}</span>
      </header>
      <p class="fine">{t("withheld.text")}</p>
      <ul class="withheld">
        {grouped(withheld).map(({ first, times }) => (
          <li key={`${first.witness}${first.reason}`}>
            <strong>{lookup(`witness.${first.witness}`) ?? humanise(first.witness)}</strong>{" "}
            <span lang="en">{first.reason}</span>{" "}
            <button type="button" class="link" onClick={() => model.seek(first.start_s)}>
              {t("withheld.times", { n: times, time: clock(first.start_s) })}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function About({ model }: { model: CallModel }) {
  const { analysis, call, words_dropped: dropped } = model.detail;
  return (
    <section class="panel card about" aria-label={t("about.title")}>
      <header class="panel__head">
        <h2>{t("about.title")}</h2>
      </header>
      <p class="fine">
        {t("about.made", { date: moment(analysis.made_at) })} {t(`call.roles.${call.roles}`)}.{" "}
        {dropped > 0 && count("word.dropped", dropped)}
      </p>
      <dl class="models">
        {Object.entries(analysis.models).map(([use, name]) => (
          <div key={use}>
            <dt>{lookup(`use.${use}`) ?? humanise(use)}</dt>
            <dd>{name === "none" ? t("use.none") : name}</dd>
          </div>
        ))}
      </dl>
      <p class="fine">{t("about.agent")}</p>
    </section>
  );
}
