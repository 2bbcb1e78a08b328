import { useComputed } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import "../call/call.css";
import { FlagPanel } from "../call/flags";
import { MomentPanel } from "../call/moment";
import { Patterns } from "../call/timeline/bands";
import "../call/timeline/timeline.css";
import { Warnings } from "../call/warnings";
import { Icon } from "../components/icon";
import { Loading } from "../components/loading";
import { Compose, Unsent } from "../desk/compose";
import { Step } from "../desk/step";
import { question } from "../flags/choice";
import { FlagDeck } from "../flags/deck";
import { listen } from "../keys";
import { Facts, LiveMeter, Status } from "../livecall/head";
import "../livecall/livecall.css";
import { LiveModel, watchCall } from "../livecall/model";
import { Over } from "../livecall/over";
import { showWords } from "../livecall/show";
import { LiveTimeline } from "../livecall/timeline";
import { LiveTranscript } from "../livecall/transcript";
import { liveHref } from "../router";
import { t } from "../strings";
import "./beside.css";

interface Props {
  id: string;
  /** Closes the panel; `back` puts the focus where it came from, for who works by key. */
  close(back: boolean): void;
}

function Head({ id, model, close }: Props & { model: LiveModel }) {
  return (
    <header class="beside__head">
      <div class="beside__who">
        <h2>{model.facts.value?.agent_id || t("live.title")}</h2>
        <Facts model={model} />
        <Status model={model} />
      </div>
      {model.facts.value && <LiveMeter model={model} />}
      <span class="beside__tools">
        <a class="tool" href={liveHref(id)} aria-label={t("beside.full")} title={t("beside.full")}>
          <Icon name="full" />
        </a>
        <button
          type="button"
          class="tool"
          aria-label={t("app.close")}
          title={`${t("app.close")} (Esc)`}
          onClick={({ detail }) => close(detail === 0)}
        >
          <Icon name="close" />
        </button>
      </span>
    </header>
  );
}

function Rest({ model }: { model: LiveModel }) {
  const seek = (seconds: number) => showWords(model, seconds);
  const why = {
    point: model.latest,
    points: model.points.value,
    detail: { evidence: model.evidence.value },
  };
  const flags = { flags: model.flags.value, byId: model.byId.value, seek };
  return (
    <>
      <LiveTimeline model={model} seek={seek} />
      <MomentPanel model={why} title={t("live.why")} />
      <FlagPanel model={flags} none={t("live.flags.none")} />
    </>
  );
}

function Followed({ id, model }: { id: string; model: LiveModel }) {
  const ended = model.ended.value;
  return (
    <>
      {ended !== null && <Over id={id} reason={ended} seen />}
      <FlagDeck key={id} callId={id} />
      {model.step.value && <Step step={model.step.value} />}
      {ended === null && <Compose key={id} callId={id} step={model.step.value} />}
      {ended !== null && <Unsent callId={id} />}
      <Warnings warnings={model.status.value?.warnings ?? []} />
      <LiveTranscript model={model} />
      <Rest model={model} />
    </>
  );
}

/** A running call beside the list: what is said now, why it is here, and what can be done. */
export function Beside({ id, close }: Props) {
  const box = useRef<HTMLElement>(null);
  const model = useMemo(() => new LiveModel(), [id]);
  const there = useComputed(() => model.facts.value !== null);
  const gone = useComputed(() => model.facts.value === null && model.ended.value !== null);
  useEffect(() => watchCall(id, model), [model]);
  useEffect(() => {
    box.current?.scrollTo(0, 0);
    box.current?.focus({ preventScroll: true });
  }, [id]);
  useEffect(() => {
    const owner = new AbortController();
    const letGo = () => {
      if (question.peek()) question.value = null;
      else close(true);
    };
    listen({ Escape: letGo }, owner.signal);
    return () => owner.abort();
  }, [id]);
  return (
    <aside ref={box} class="beside" aria-label={t("live.title")} tabIndex={-1} data-scrolls>
      <Patterns />
      <Head id={id} model={model} close={close} />
      {there.value && <Followed id={id} model={model} />}
      {gone.value && <Over id={id} reason="" seen={false} />}
      {!there.value && !gone.value && <Loading />}
    </aside>
  );
}
