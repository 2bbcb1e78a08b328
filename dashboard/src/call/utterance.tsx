import { type ReadonlySignal, useComputed } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { clock, percent } from "../format";
import { t } from "../strings";
import type { UtteranceOut } from "../wire";
import { Chips, pointOf, ScoreMark } from "./added";
import type { CallModel } from "./model";
import { currentWord, type Piece, piecesOf, UNSURE_BELOW } from "./turns";

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

/** One utterance. A click on a word goes to the word, elsewhere to the beginning. */
export function Utterance({ utterance, model }: { utterance: UtteranceOut; model: CallModel }) {
  const active = useComputed(() => model.now.value === utterance.id);
  const lit = useComputed(() =>
    active.value ? currentWord(utterance.words, model.player.time.value) : -1,
  );
  const point = useMemo(() => pointOf(model.points, utterance), [model, utterance]);
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
        {point && <Chips point={point} evidence={model.detail.evidence} />}
      </div>
      {point && <ScoreMark point={point} />}
    </div>
  );
}
