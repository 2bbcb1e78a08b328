import { moment } from "../format";
import { r } from "../strings/rules";
import type { RuleVersionOut } from "../wire";
import { StateMark } from "./parts";
import { habits, sentence } from "./sentence";

interface Props {
  versions: readonly RuleVersionOut[];
  /** The number of the one that stands; drafts beside it have higher ones. */
  stands: number;
  mayChange: boolean;
  takeBack(version: RuleVersionOut): void;
  takeOver(version: RuleVersionOut): void;
  rehearse(version: RuleVersionOut): void;
}

/** Everything that the rule ever was, who made it so, and the way back; and drafts beside it. */
export function Versions(props: Props) {
  const { versions, stands, mayChange } = props;
  const now = versions.find(({ number }) => number === stands);
  const isNow = (each: RuleVersionOut) =>
    JSON.stringify(each.definition) === JSON.stringify(now?.definition);
  const button = (text: string, each: RuleVersionOut, act: (version: RuleVersionOut) => void) => (
    <button
      type="button"
      class="button button--small"
      aria-label={`${text} (${each.number})`}
      onClick={() => act(each)}
    >
      {text}
    </button>
  );
  return (
    <section class="rpanel card" aria-labelledby="rule-versions">
      <h2 id="rule-versions">{r("versions")}</h2>
      <ol class="rversions">
        {versions.map((each) => (
          <li key={each.number}>
            <div class="rversions__head">
              <strong>
                {r("versions.by", {
                  n: each.number,
                  time: moment(each.changed_at),
                  name: each.changed_by.name,
                })}
              </strong>
              <StateMark state={each.state} />
              {each === now && <span class="rquiet">{r("versions.now")}</span>}
              {mayChange && each.number > stands && (
                <>
                  {button(r("versions.rehearse"), each, props.rehearse)}
                  {button(r("versions.over"), each, props.takeOver)}
                </>
              )}
              {mayChange &&
                each.number < stands &&
                !isNow(each) &&
                button(r("versions.back"), each, props.takeBack)}
            </div>
            <p>{sentence(each.parts)}</p>
            <p class="rquiet">{habits(each.parts)}</p>
            {each.why && (
              <p class="rquiet" lang="en">
                {each.why}
              </p>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
