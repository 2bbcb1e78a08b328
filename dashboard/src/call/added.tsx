import { LevelGlyph } from "../components/level";
import { number, signed } from "../format";
import { levelOf } from "../level";
import { t } from "../strings";
import type { EvidenceOut, FrustrationOut, UtteranceOut } from "../wire";
import { reasons } from "./sentence";
import { groupOf } from "./timeline/stack";

const CHIP_FROM = 0.4;
const CHIPS = 2;

/** The score after an utterance. A point after the agent's words is still the customer's: no score
 * ever stands beside an agent. */
export function pointOf(
  points: readonly FrustrationOut[],
  utterance: UtteranceOut,
): FrustrationOut | undefined {
  if (utterance.role === "agent") return undefined;
  return points.findLast((each) => each.utterance_id === utterance.id);
}

interface ChipsProps {
  point: FrustrationOut;
  evidence: readonly EvidenceOut[];
}

/** Only what this utterance itself added. */
export function Chips({ point, evidence }: ChipsProps) {
  const told = reasons(point, evidence).filter(
    (reason) =>
      reason.evidence?.utterance_id === point.utterance_id &&
      Math.abs(reason.log_odds) >= CHIP_FROM,
  );
  if (told.length === 0) return null;
  return (
    <ul class="chips" lang="en">
      {told.slice(0, CHIPS).map((reason) => (
        <li key={reason.cue} class="chip" title={reason.text}>
          <span class={`swatch group-${groupOf(reason.cue)}`} aria-hidden="true" />
          <span class="chip__text">{reason.text}</span>
          <span class="chip__odds">{signed(reason.log_odds)}</span>
        </li>
      ))}
    </ul>
  );
}

export function ScoreMark({ point }: { point: FrustrationOut }) {
  const level = levelOf(point.score);
  const text = t("talk.score", { score: number(point.score), level: t(`level.${level}`) });
  return (
    <span class={`line__score level-${level}`} title={text}>
      <LevelGlyph level={level} />
      <span aria-hidden="true">{number(point.score)}</span>
      <span class="hidden">{text}</span>
    </span>
  );
}
