import { Icon, type IconName } from "../components/icon";
import { SeverityBadge } from "../components/severity";
import { rulesHref } from "../router";
import { r } from "../strings/rules";
import type { RuleOut } from "../wire";

/** Small pieces of the rules' view. */

const SHAPES: Record<RuleOut["state"], IconName> = { on: "play", off: "pause", draft: "file" };

/** On, off, a draft: by shape and word. */
export function StateMark({ state }: { state: RuleOut["state"] }) {
  return (
    <span class={`rstate rstate--${state}`}>
      <Icon name={SHAPES[state]} />
      {r(`state.${state}`)}
    </span>
  );
}

/** Every severity that the rule raises. */
export function Severities({ rule }: { rule: RuleOut }) {
  const all = ["act", "watch", "information"] as const;
  const raised = all.filter((each) => rule.definition.cases.some((one) => one.severity === each));
  return (
    <>
      {raised.map((each) => (
        <SeverityBadge key={each} severity={each} />
      ))}
    </>
  );
}

export function ruleHref(id: string): string {
  return `${rulesHref}?${new URLSearchParams({ rule: id })}`;
}
