import type { ComponentChildren } from "preact";
import { SeverityBadge } from "../components/severity";
import { clock, number, percent, shortMoment } from "../format";
import { callHref } from "../router";
import { lookup } from "../strings";
import { r } from "../strings/rules";
import type { HitOut, RehearsedOut } from "../wire";

/** What a rehearsal found: how often, how well, beside which rules, on which calls. */

type Names = ReadonlyMap<string, string>;

function Fact({ name, value, more }: { name: string; value: string; more: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <strong>{value}</strong>
        <small>{more}</small>
      </dd>
    </div>
  );
}

function Facts({ result }: { result: RehearsedOut }) {
  const known = Object.values(result.outcomes).reduce((sum, each) => sum + each, 0);
  const alerts = r("result.alerts", { n: number(result.alerts_per_hour) });
  const busiest = r("result.busiest", { n: result.busiest_hour });
  return (
    <dl class="rfacts">
      <Fact
        name={r("result.flags")}
        value={String(result.flags)}
        more={r("result.calls", { n: result.flagged_calls, all: result.calls })}
      />
      <Fact
        name={r("result.perhour")}
        value={number(result.flags_per_hour)}
        more={`${alerts}; ${busiest}`}
      />
      <Fact
        name={r("result.precision")}
        value={result.precision === null ? r("dash") : percent(result.precision)}
        more={r("result.known", { known, unknown: result.unknown })}
      />
      <Fact
        name={r("result.missed")}
        value={String(result.missed)}
        more={r("result.missed.text")}
      />
      <Fact
        name={r("result.lead")}
        value={result.lead_s === null ? r("dash") : clock(result.lead_s)}
        more={r("result.lead.text")}
      />
    </dl>
  );
}

const outcomeText = (outcome: string) => lookup(`outcome.${outcome}`) ?? outcome;

function Outcomes({ result }: { result: RehearsedOut }) {
  const told = Object.entries(result.outcomes).filter(([, n]) => n > 0);
  if (!told.length) return null;
  return (
    <>
      <h3>{r("result.outcomes")}</h3>
      <p>{told.map(([outcome, n]) => `${outcomeText(outcome)}: ${n}`).join(" · ")}</p>
    </>
  );
}

interface TableProps {
  title: string;
  columns: readonly string[];
  children: ComponentChildren;
}

function Table({ title, columns, children }: TableProps) {
  return (
    <>
      <h3>{title}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways is reached by key */}
      <section class="rscroll" tabIndex={0} aria-label={title}>
        <table class="rtable">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      </section>
    </>
  );
}

function Overlaps({ result, names }: { result: RehearsedOut; names: Names }) {
  if (!result.overlaps.length) return null;
  const columns = [r("overlap.rule"), r("overlap.both"), r("overlap.this"), r("overlap.other")];
  return (
    <Table title={r("result.overlaps")} columns={columns}>
      {result.overlaps.map((each) => (
        <tr key={each.rule}>
          <th scope="row">{names.get(each.rule) ?? each.rule}</th>
          <td>{each.both}</td>
          <td>{each.only_this}</td>
          <td>{each.only_other}</td>
        </tr>
      ))}
    </Table>
  );
}

const BEFORE_S = 3; // heard from a little before the flag

function Hit({ hit, names }: { hit: HitOut; names: Names }) {
  const at = clock(hit.at_s);
  const time = shortMoment(hit.started_at);
  const href = callHref(hit.call_id, { t: Math.max(0, hit.at_s - BEFORE_S).toFixed(0) });
  return (
    <tr>
      <th scope="row">
        <a href={href} aria-label={r("hit.link", { time, at })}>
          {time}
        </a>
      </th>
      <td>{at}</td>
      <td>
        <SeverityBadge severity={hit.severity} />
      </td>
      <td class="rtable__why" lang="en">
        {hit.reason}
      </td>
      <td>{hit.with_rules.map((rule) => names.get(rule) ?? rule).join(", ") || r("dash")}</td>
      <td>{hit.outcome ? outcomeText(hit.outcome) : r("dash")}</td>
    </tr>
  );
}

function Hits({ result, names }: { result: RehearsedOut; names: Names }) {
  if (!result.hits.length) return <p>{r("result.none")}</p>;
  const columns = ["hit.when", "hit.at", "hit.severity", "hit.why", "hit.beside", "hit.outcome"];
  return (
    <Table title={r("result.hits")} columns={columns.map((key) => r(key as "hit.when"))}>
      {result.hits.map((hit) => (
        <Hit key={`${hit.call_id} ${hit.at_s} ${hit.severity}`} hit={hit} names={names} />
      ))}
    </Table>
  );
}

export function Result({ result, names }: { result: RehearsedOut; names: Names }) {
  return (
    <div class="rresult">
      <Facts result={result} />
      <Outcomes result={result} />
      <Overlaps result={result} names={names} />
      <Hits result={result} names={names} />
    </div>
  );
}
