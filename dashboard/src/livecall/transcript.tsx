import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { Chips, pointOf, ScoreMark } from "../call/added";
import { piecesOf, type Turn, turns, UNSURE_BELOW } from "../call/turns";
import { Icon } from "../components/icon";
import { clock } from "../format";
import { listen } from "../keys";
import { t } from "../strings";
import type { PartialOut, UtteranceOut } from "../wire";
import type { LiveModel } from "./model";

const NEAR_PX = 48;

function Words({ utterance }: { utterance: UtteranceOut }) {
  if (!utterance.text) return <span class="words quiet">{t("live.unwritten")}</span>;
  return (
    <span class="words">
      {piecesOf(utterance).map(({ text, word, masked }, index) => {
        const unsure = !masked && word && word.probability < UNSURE_BELOW;
        const kind = masked ? "word word--masked" : unsure ? "word word--unsure" : undefined;
        return (
          <>
            {index > 0 && " "}
            {kind ? (
              <span key={index} class={kind}>
                {text}
              </span>
            ) : (
              text
            )}
          </>
        );
      })}
    </span>
  );
}

interface LineProps {
  utterance: UtteranceOut;
  model: LiveModel;
}

function Line({ utterance, model }: LineProps) {
  const point = pointOf(model.points.value, utterance);
  return (
    <div class="said" data-utterance={utterance.id} data-start={utterance.start_s}>
      <span class="said__time">{clock(utterance.start_s)}</span>
      <div>
        <Words utterance={utterance} />
        {point && <Chips point={point} evidence={model.evidence.value} />}
      </div>
      {point && <ScoreMark point={point} />}
    </div>
  );
}

function Who({ role, speaking }: { role: UtteranceOut["role"]; speaking?: boolean }) {
  return (
    <h3 class="turn__role">
      <span class="turn__mark" aria-hidden="true" />
      {t(`role.${role}`)}
      {speaking && <span class="speaks">{t("live.speaking")}</span>}
    </h3>
  );
}

interface TurnProps {
  turn: Turn;
  model: LiveModel;
}

function TurnBlock({ turn, model }: TurnProps) {
  return (
    <li class={`turn talk__turn turn--${turn.role}`}>
      <Who role={turn.role} />
      {turn.utterances.map((utterance) => (
        <Line key={utterance.id} utterance={utterance} model={model} />
      ))}
    </li>
  );
}

/** Words of speech that still goes on: what stands is dark, what may change is grey. */
function Open({ partial }: { partial: PartialOut }) {
  return (
    <div class={`turn talk__turn turn--${partial.role}`}>
      <Who role={partial.role} speaking />
      <div class="said said--open">
        <span class="said__time">{clock(partial.start_s)}</span>
        <span class="words">
          <span class="stable">{partial.stable}</span>
          {partial.unsure && <span class="unsure">{` ${partial.unsure}`}</span>}
        </span>
      </div>
    </div>
  );
}

function Speaking({ model }: { model: LiveModel }) {
  return (
    <div class="talk__open" lang={model.facts.value?.language ?? undefined}>
      {model.partials.value.map((partial) => (
        <Open key={partial.utterance_id} partial={partial} />
      ))}
    </div>
  );
}

/** Stays at the newest words until the reader scrolls up. */
function useNewest(model: LiveModel) {
  const box = useRef<HTMLElement>(null);
  const newest = useSignal(true);
  const said = model.utterances.value;
  const open = model.partials.value;
  useLayoutEffect(() => {
    const place = box.current;
    if (place && newest.value) place.scrollTop = place.scrollHeight;
  }, [said, open, newest.value]);
  const onScroll = () => {
    const place = box.current;
    if (!place) return;
    newest.value = place.scrollHeight - place.scrollTop - place.clientHeight < NEAR_PX;
  };
  return { box, newest, onScroll };
}

export function LiveTranscript({ model }: { model: LiveModel }) {
  const { box, newest, onScroll } = useNewest(model);
  const all = useMemo(() => turns(model.utterances.value), [model.utterances.value]);
  const follow = () => {
    newest.value = true;
  };
  useEffect(() => {
    const owner = new AbortController();
    listen({ f: follow }, owner.signal);
    return () => owner.abort();
  }, []);
  const silent = all.length === 0 && model.partials.value.length === 0;
  return (
    <div class="transcript talk card">
      <header class="panel__head">
        <h2>{t("talk.title")}</h2>
      </header>
      <section
        ref={box}
        class="transcript__scroll"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must take the keyboard
        tabIndex={0}
        aria-label={t("talk.title")}
        onScroll={onScroll}
      >
        {silent && (
          <p class="quiet">{t(model.ended.value === null ? "live.listening" : "talk.none")}</p>
        )}
        <ol class="talk__turns" lang={model.facts.value?.language ?? undefined}>
          {all.map((turn) => (
            <TurnBlock key={turn.utterances[0]?.id} turn={turn} model={model} />
          ))}
        </ol>
        <Speaking model={model} />
      </section>
      {!newest.value && (
        <button type="button" class="button transcript__follow" onClick={follow}>
          <Icon name="follow" />
          {t("live.newest")}
        </button>
      )}
    </div>
  );
}
