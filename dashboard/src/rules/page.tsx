import { useComputed, useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { problemOf } from "../api";
import { ruleName } from "../call/flagged";
import { Icon } from "../components/icon";
import { Loading } from "../components/loading";
import { ProblemBox } from "../components/problem";
import { go, route, rulesHref } from "../router";
import { may, me } from "../session";
import { around, r } from "../strings/rules";
import { titled } from "../title";
import type { Problem, RuleList, RuleOut } from "../wire";
import { rulesApi } from "./api";
import { Editor } from "./editor";
import { askFigures, Figures } from "./figures";
import { Held } from "./held";
import { freshRule } from "./model";
import { BackLink, OneRule } from "./one";
import { ruleHref, Severities, StateMark } from "./parts";
import "./rules.css";
import { habits, sentence } from "./sentence";
import { Weeks, weeksHref } from "./weeks";

/** `#/rules`: when a human is called, and how well that went. */

const NEW = `${rulesHref}?new=1`;

function Card({ rule }: { rule: RuleOut }) {
  return (
    <li class="rcard card">
      <div class="rcard__head">
        <h2>
          <a href={ruleHref(rule.id)}>{ruleName(rule)}</a>
        </h2>
        <StateMark state={rule.state} />
        <Severities rule={rule} />
        {rule.built_in && <span class="rquiet">{r("builtin")}</span>}
      </div>
      <p class="rcard__sentence">{sentence(rule.parts)}</p>
      <p class="rquiet">{habits(rule.parts)}</p>
      <Figures rule={rule.id} />
    </li>
  );
}

/** To admins, once enough is known of what came of flags. */
function Calibrate() {
  const [before, after] = around("calibrate", "command");
  return (
    <p class="rquiet rintro">
      {before}
      <code>voicemon models calibrate</code>
      {after}
    </p>
  );
}

interface ListProps {
  list: RuleList;
  names: ReadonlyMap<string, string>;
}

function List({ list, names }: ListProps) {
  useEffect(() => titled(r("title")), []);
  return (
    <>
      <div class="page__head">
        <h1>{r("title")}</h1>
        {may("see figures of flags") && (
          <a class="button" href={weeksHref()}>
            <Icon name="list" />
            {r("figures.title")}
          </a>
        )}
        {list.may_add && (
          <a class="button button--main rnew" href={NEW}>
            <Icon name="plus" />
            {r("new")}
          </a>
        )}
      </div>
      <p class="rquiet rintro">{r("intro")}</p>
      {list.may_calibrate && <Calibrate />}
      {list.items.length === 0 && <p>{r("none")}</p>}
      <ul class="rlist">
        {list.items.map((rule) => (
          <Card key={rule.id} rule={rule} />
        ))}
      </ul>
      {may("see running calls") && <Held names={names} />}
    </>
  );
}

function NewRule({ changed }: { changed(): void }) {
  const start = useMemo(() => {
    const person = me.peek();
    return freshRule(person && person.role !== "admin" ? [...person.teams] : []);
  }, []);
  useEffect(() => titled(r("edit.new")), []);
  const done = (rule: RuleOut) => {
    changed();
    go(ruleHref(rule.id));
  };
  return (
    <>
      <BackLink />
      <div class="rhead">
        <h1>{r("edit.new")}</h1>
      </div>
      <Editor rule={null} start={start} done={done} leave={() => go(rulesHref)} />
    </>
  );
}

export function RulesPage() {
  const list = useSignal<RuleList | null>(null);
  const problem = useSignal<Problem | null>(null);
  const names = useComputed(
    () => new Map((list.value?.items ?? []).map((rule) => [rule.id, ruleName(rule)])),
  );
  const look = async () => {
    try {
      list.value = await rulesApi.list();
      problem.value = null;
    } catch (error) {
      problem.value = problemOf(error);
    }
  };
  useEffect(() => {
    void look();
    if (may("see figures of flags")) void askFigures();
  }, []);
  const { params } = route.value;
  const id = params.get("rule");
  const changed = () => void look();
  return (
    <div class="page rules">
      {problem.value && <ProblemBox problem={problem.value} retry={changed} />}
      {id ? (
        <OneRule key={id} id={id} names={names.value} changed={changed} />
      ) : params.has("weeks") && may("see figures of flags") ? (
        <Weeks params={params} names={names.value} />
      ) : params.has("new") ? (
        <NewRule changed={changed} />
      ) : list.value ? (
        <List list={list.value} names={names.value} />
      ) : (
        !problem.value && <Loading />
      )}
    </div>
  );
}
