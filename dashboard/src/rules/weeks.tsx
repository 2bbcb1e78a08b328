import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { at, problemOf } from "../api";
import { Icon } from "../components/icon";
import { Loading } from "../components/loading";
import { ProblemBox } from "../components/problem";
import { go, rulesHref } from "../router";
import { r } from "../strings/rules";
import { titled } from "../title";
import type { FlagFigures, Problem } from "../wire";
import { rulesApi } from "./api";
import { WeekTable } from "./figures";
import { BackLink } from "./one";
import { WeekChart } from "./week_chart";
import { rowsOf, rulesIn, teamsIn } from "./weekly";

/** `#/rules?weeks=8`: every rule and all of them together, week by week. */

const SPANS = [4, 8, 13, 26, 52] as const;
const SPAN = 8;
const ALL = "*";

export function weeksHref(chosen: Record<string, string> = {}): string {
  return `${rulesHref}?${new URLSearchParams({ weeks: String(SPAN), ...chosen })}`;
}

function spanOf(params: URLSearchParams): number {
  const wanted = Number(params.get("weeks"));
  return SPANS.find((each) => each === wanted) ?? SPAN;
}

interface PickProps {
  label: string;
  value: string;
  choices: readonly (readonly [value: string, text: string])[];
  pick(value: string): void;
}

function Pick({ label, value, choices, pick }: PickProps) {
  return (
    <label class="wpick">
      <span>{label}</span>
      <select value={value} onChange={(event) => pick(event.currentTarget.value)}>
        {choices.map(([each, text]) => (
          <option key={each} value={each}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

interface Props {
  params: URLSearchParams;
  names: ReadonlyMap<string, string>;
}

function Told({ params, names, told }: Props & { told: FlagFigures }) {
  const span = spanOf(params);
  const rule = params.get("of") ?? "";
  const teams = teamsIn(told);
  const team = teams.find((each) => each === params.get("team")) ?? null;
  const rows = rowsOf(told, rule, team);
  const pick = (name: string, value: string) =>
    go(weeksHref({ ...Object.fromEntries(params), [name]: value }), true);
  const rules = [...new Set([...rulesIn(told), ...(rule ? [rule] : [])])];
  const nothing = rows.every((row) => row.raised + row.suppressed === 0);
  return (
    <>
      <div class="wpicks">
        <Pick
          label={r("weeks.rule")}
          value={rule}
          choices={[["", r("weeks.all")], ...rules.map((id) => [id, names.get(id) ?? id] as const)]}
          pick={(value) => pick("of", value)}
        />
        {teams.length > 1 && (
          <Pick
            label={r("weeks.team")}
            value={team ?? ALL}
            choices={[
              [ALL, r("weeks.teams")],
              ...teams.map((each) => [each, each || r("weeks.noteam")] as const),
            ]}
            pick={(value) => pick("team", value)}
          />
        )}
        <Pick
          label={r("weeks.span")}
          value={String(span)}
          choices={SPANS.map((each) => [String(each), r("weeks.last", { n: each })] as const)}
          pick={(value) => pick("weeks", value)}
        />
        <a class="button" href={at(`api/figures/flags?weeks=${span}&format=csv`)} download>
          <Icon name="export" />
          {r("weeks.csv")}
        </a>
      </div>
      {nothing ? <p>{r("weeks.none")}</p> : <WeekChart rows={rows} />}
      <WeekTable rows={rows} now={told.weeks[0]} label={r("figures.title")} />
    </>
  );
}

export function Weeks({ params, names }: Props) {
  const told = useSignal<FlagFigures | null>(null);
  const problem = useSignal<Problem | null>(null);
  const span = spanOf(params);
  const look = async () => {
    try {
      told.value = await rulesApi.figures(span);
      problem.value = null;
    } catch (error) {
      problem.value = problemOf(error);
    }
  };
  useEffect(() => titled(r("figures.title")), []);
  useEffect(() => void look(), [span]);
  return (
    <>
      <BackLink />
      <div class="rhead">
        <h1>{r("figures.title")}</h1>
      </div>
      <p class="rquiet rintro">{r("weeks.text")}</p>
      {problem.value && <ProblemBox problem={problem.value} retry={() => void look()} />}
      {told.value ? (
        <Told params={params} names={names} told={told.value} />
      ) : (
        !problem.value && <Loading />
      )}
    </>
  );
}
