import { type ReadonlySignal, useComputed } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { LevelGlyph } from "../components/level";
import { clock, number, percent, signed } from "../format";
import { levelOf } from "../level";
import { t } from "../strings";
import type { FrustrationOut, UtteranceOut } from "../wire";
import type { CallModel } from "./model";
import { reasons } from "./sentence";
import { groupOf } from "./timeline/stack";
import { currentWord, type Piece, piecesOf, UNSURE_BELOW } from "./turns";

const CHIP_FROM = 0.4;
const CHIPS = 2;

function titleOf(piece: Piece): string | undefined {
  if (piece.masked) return t("talk.redacted");
  if (!piece.word || piece.word.probability >= UNSURE_BELOW) return undefined;
  return t("talk.unsure", { percent: percent(piece.word.probability) });
}

function classOf(piece: Piece, lit: boolean): string {
  const unsure = !piece.masked && piece.word && piece.word.probability < UNSURE_BELOW;
  return ["word", piece.masked && "word--masked", unsure && "word--unsure", lit && "word--now"]
    .filter(Boolean)
    .join(" ");
}

function Words({ utterance, lit }: { utterance: UtteranceOut; lit: ReadonlySignal<number> }) {
  const pieces = useMemo(() => piecesOf(utterance), [utterance]);
  return (
    <span class="words">
      {pieces.map((piece, index) => (
        <>
          {index > 0 && " "}
          <span
            key={index}
            class={classOf(piece, index === lit.value)}
            data-start={piece.word?.start_s}
            title={titleOf(piece)}
          >
            {piece.text}
          </span>
        </>
      ))}
    </span>
  );
}

function Chips({ point, model }: { point: FrustrationOut; model: CallModel }) {
  const told = reasons(point, model.detail.evidence).filter(
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

function ScoreMark({ point }: { point: FrustrationOut }) {
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

/** One utterance. A click on a word goes to the word, elsewhere to the beginning. */
export function Utterance({ utterance, model }: { utterance: UtteranceOut; model: CallModel }) {
  const active = useComputed(() => model.now.value === utterance.id);
  const lit = useComputed(() =>
    active.value ? currentWord(utterance.words, model.player.time.value) : -1,
  );
  // A point after the agent's words is still the customer's: no score ever stands beside an agent.
  const point = useMemo(
    () =>
      utterance.role === "agent"
        ? undefined
        : model.points.findLast((each) => each.utterance_id === utterance.id),
    [model, utterance],
  );
  const seekTo = (event: MouseEvent) => {
    if (getSelection()?.toString()) return; // the reader is marking text, not seeking
    const word = (event.target as Element).closest<HTMLElement>("[data-start]");
    model.seek(word ? Number(word.dataset.start) : utterance.start_s);
  };
  const time = clock(utterance.start_s);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a larger target for the mouse
    // biome-ignore lint/a11y/useKeyWithClickEvents: the time button beside does the same by keyboard
    <div
      class={active.value ? "line line--now" : "line"}
      data-utterance={utterance.id}
      aria-current={active.value ? "true" : undefined}
      onClick={seekTo}
    >
      <button
        type="button"
        class="time"
        aria-label={t("talk.seek", { time })}
        onClick={(event) => {
          event.stopPropagation();
          model.seek(utterance.start_s);
        }}
      >
        {time}
      </button>
      <div class="line__said">
        <Words utterance={utterance} lit={lit} />
        {point && <Chips point={point} model={model} />}
      </div>
      {point && <ScoreMark point={point} />}
    </div>
  );
}
