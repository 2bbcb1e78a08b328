import { useComputed, useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { problemOf } from "../api";
import { ruleName } from "../call/flagged";
import { Gone } from "../components/gone";
import { Icon } from "../components/icon";
import { Loading } from "../components/loading";
import { ProblemBox } from "../components/problem";
import { go, rulesHref } from "../router";
import { r } from "../strings/rules";
import { titled } from "../title";
import type { Problem, RehearsalOut, RuleDetail, RuleOut, RuleVersionOut } from "../wire";
import { rulesApi } from "./api";
import { Editor } from "./editor";
import { FiguresTable } from "./figures";
import { ruleHref, Severities, StateMark } from "./parts";
import { DAYS, Rehearsal } from "./rehearsal";
import { openRehearsals } from "./rehearsing";
import { habits, sentence } from "./sentence";
import { Confirm } from "./switching";
import { Versions } from "./versions";

/** One rule: how it reads, what it would do, what it was. */

interface ActsProps {
  rule: RuleOut;
  edit(): void;
  turnOn(): void;
  turnOff(): void;
  drop(): void;
}

function Acts({ rule, edit, turnOn, turnOff, drop }: ActsProps) {
  return (
    <div class="rbuttons">
      {rule.state === "on" ? (
        <button type="button" class="button" onClick={turnOff}>
          {r("switch.off")}
        </button>
      ) : (
        <button type="button" class="button button--main" onClick={turnOn}>
          {r("switch.on")}
        </button>
      )}
      <button type="button" class="button" onClick={edit}>
        {r("edit")}
      </button>
      {rule.state === "draft" && (
        <button type="button" class="button" onClick={drop}>
          {r("delete")}
        </button>
      )}
    </div>
  );
}

export function BackLink() {
  return (
    <a class="rback" href={rulesHref}>
      <Icon name="back" />
      {r("back")}
    </a>
  );
}

function Head({ rule }: { rule: RuleOut }) {
  return (
    <div class="rhead">
      <h1>{ruleName(rule)}</h1>
      <StateMark state={rule.state} />
      <Severities rule={rule} />
    </div>
  );
}

interface TakeOverProps {
  rule: RuleOut;
  version: RuleVersionOut;
  rehearsal: RehearsalOut | null;
  yes(version: RuleVersionOut): void;
  no(): void;
}

/** Before a draft beside the rule takes its place: what its own rehearsal found. */
function TakeOver({ rule, version, rehearsal, yes, no }: TakeOverProps) {
  const name = r("versions.name", { name: ruleName(rule), n: version.number });
  return (
    <Confirm
      rule={{ ...rule, name }}
      rehearsal={rehearsal?.number === version.number ? rehearsal : null}
      yes={() => {
        no();
        yes(version);
      }}
      no={no}
    />
  );
}

interface Props {
  id: string;
  names: ReadonlyMap<string, string>;
  /** The list is to be asked for again. */
  changed(): void;
}

export function OneRule({ id, names, changed }: Props) {
  const detail = useSignal<RuleDetail | null>(null);
  const problem = useSignal<Problem | null>(null);
  const editing = useSignal(false);
  const asking = useSignal(false);
  const over = useSignal<RuleVersionOut | null>(null);
  const rehearsals = useMemo(() => openRehearsals(id), [id]);
  const rehearsed = useComputed(() => {
    const shown = rehearsals.shown.value;
    return shown?.result ? shown : null;
  });
  const run = async (act: () => Promise<unknown>) => {
    try {
      await act();
      detail.value = await rulesApi.one(id);
      problem.value = null;
    } catch (error) {
      problem.value = problemOf(error);
    }
  };
  useEffect(() => {
    void run(async () => undefined);
    void rehearsals.open();
    return rehearsals.close;
  }, [id]);
  const rule = detail.value?.rule;
  const name = rule && ruleName(rule);
  useEffect(() => titled(name ?? r("title")), [name]);
  if (problem.value?.code === "not_found" && !rule) {
    return <Gone title={r("unknown")} text={r("unknown.text")} href={rulesHref} back={r("back")} />;
  }
  if (!detail.value || !rule) {
    return (
      <>
        <BackLink />
        {problem.value ? <ProblemBox problem={problem.value} /> : <Loading />}
      </>
    );
  }
  const change = (act: () => Promise<unknown>) => void run(act).then(changed);
  const turn = (state: "on" | "off") => change(() => rulesApi.turn(id, state, rule.number));
  const takeBack = (version: RuleVersionOut) =>
    change(() => rulesApi.change(id, version.definition, rule.number));
  const drop = async () => {
    try {
      await rulesApi.drop(id, rule.number);
      changed();
      go(rulesHref);
    } catch (error) {
      problem.value = problemOf(error);
    }
  };
  if (editing.value) {
    const leave = () => {
      editing.value = false;
      change(async () => undefined);
    };
    const done = (kept: RuleOut) => {
      leave();
      if (kept.id !== id) go(ruleHref(kept.id));
    };
    return (
      <>
        <BackLink />
        <Head rule={rule} />
        <Editor rule={rule} start={rule.definition} done={done} leave={leave} />
      </>
    );
  }
  return (
    <>
      <BackLink />
      <Head rule={rule} />
      <p class="rsentence">{sentence(rule.parts)}</p>
      <p class="rquiet">{habits(rule.parts)}</p>
      {problem.value && <ProblemBox problem={problem.value} />}
      {rule.may_change && (
        <Acts
          rule={rule}
          edit={() => {
            editing.value = true;
          }}
          turnOn={() => {
            asking.value = true;
          }}
          turnOff={() => turn("off")}
          drop={() => void drop()}
        />
      )}
      <Rehearsal rule={rule} rehearsals={rehearsals} names={names} />
      {rule.state !== "draft" && <FiguresTable rule={id} />}
      <Versions
        versions={detail.value.versions}
        stands={rule.number}
        mayChange={rule.may_change}
        takeBack={takeBack}
        takeOver={(version) => {
          if (rule.state === "on") over.value = version;
          else takeBack(version); // nobody is called by it yet
        }}
        rehearse={(version) => void rehearsals.ask(version.number, DAYS)}
      />
      {over.value && (
        <TakeOver
          rule={rule}
          version={over.value}
          rehearsal={rehearsed.value}
          yes={takeBack}
          no={() => {
            over.value = null;
          }}
        />
      )}
      {asking.value && (
        <Confirm
          rule={rule}
          rehearsal={rehearsed.value}
          yes={() => {
            asking.value = false;
            turn("on");
          }}
          no={() => {
            asking.value = false;
          }}
        />
      )}
    </>
  );
}
