import { useComputed, useSignalEffect } from "@preact/signals";
import { useMemo, useRef } from "preact/hooks";
import { Icon } from "../components/icon";
import { t } from "../strings";
import type { CallModel } from "./model";
import { type Turn, turns } from "./turns";
import { Utterance } from "./utterance";

function TurnBlock({ turn, model }: { turn: Turn; model: CallModel }) {
  const role = t(`role.${turn.role}`);
  return (
    <li class={`turn turn--${turn.role}`}>
      <h3 class="turn__role">
        <span class="turn__mark" aria-hidden="true" />
        {role}
      </h3>
      {turn.utterances.map((utterance) => (
        <Utterance key={utterance.id} utterance={utterance} model={model} />
      ))}
    </li>
  );
}

const PLAYER_PX = 72;

/** How much of the transcript shows above the player, when the page is not scrolled down. */
function visibleHeight(place: HTMLElement): number {
  const box = place.getBoundingClientRect();
  return Math.max(0, Math.min(box.bottom, innerHeight - PLAYER_PX) - Math.max(box.top, 0));
}

/** Scrolls the utterance under the playhead into view, unless the reader has taken over. */
function useFollowing(model: CallModel) {
  const box = useRef<HTMLElement>(null);
  const target = useComputed(() => (model.follow.value ? model.now.value : null));
  useSignalEffect(() => {
    const id = target.value;
    const place = box.current;
    const line = id && place?.querySelector<HTMLElement>(`[data-utterance="${CSS.escape(id)}"]`);
    if (!line || !place) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const top = line.offsetTop - visibleHeight(place) / 3;
    place.scrollTo({ top, behavior: calm ? "instant" : "smooth" });
  });
  return box;
}

export function Transcript({ model }: { model: CallModel }) {
  const all = useMemo(() => turns(model.utterances), [model]);
  const box = useFollowing(model);
  const yieldToReader = () => {
    model.follow.value = false;
  };
  return (
    <div class="transcript card">
      <header class="panel__head">
        <h2>{t("talk.title")}</h2>
        <span class="transcript__legend" aria-hidden="true">
          <span class="word--unsure">{t("talk.legend.unsure")}</span>
          <span class="word--masked">{t("talk.legend.redacted")}</span>
        </span>
      </header>
      <section
        ref={box}
        class="transcript__scroll"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must take the keyboard
        tabIndex={0}
        aria-label={t("talk.title")}
        onWheel={yieldToReader}
        onTouchMove={yieldToReader}
        onKeyDown={(event) => {
          if (/^(Page|Home|End|ArrowUp|ArrowDown)/.test(event.key)) yieldToReader();
        }}
      >
        {all.length === 0 && <p class="quiet">{t("talk.none")}</p>}
        <ol class="turns" lang={model.detail.call.language ?? undefined}>
          {all.map((turn) => (
            <TurnBlock key={turn.utterances[0]?.id} turn={turn} model={model} />
          ))}
        </ol>
      </section>
      {!model.follow.value && (
        <button
          type="button"
          class="button transcript__follow"
          onClick={() => {
            model.follow.value = true;
          }}
        >
          <Icon name="follow" />
          {t("talk.follow")}
        </button>
      )}
    </div>
  );
}
