import { useComputed } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import "../board/marks.css";
import { CutOff } from "../board/cut_off";
import { useTicking } from "../board/tick";
import "../call/call.css";
import { FlagPanel } from "../call/flags";
import { MomentPanel } from "../call/moment";
import { Patterns } from "../call/timeline/bands";
import "../call/timeline/timeline.css";
import { Warnings } from "../call/warnings";
import { Loading } from "../components/loading";
import "../css/chips.css";
import { Compose, Unsent } from "../desk/compose";
import { Step } from "../desk/step";
import { question } from "../flags/choice";
import { FlagDeck } from "../flags/deck";
import { DeedNote } from "../flags/deed";
import { useFlagKeys } from "../flags/hotkeys";
import { listen } from "../keys";
import { boardHref, go } from "../router";
import { t } from "../strings";
import { titled } from "../title";
import { LiveHead } from "./head";
import "./livecall.css";
import { LiveModel, watchCall } from "./model";
import { Over } from "./over";
import { showWords } from "./show";
import { LiveTimeline } from "./timeline";
import { LiveTranscript } from "./transcript";

function Why({ model }: { model: LiveModel }) {
  const explained = {
    point: model.latest,
    points: model.points.value,
    detail: { evidence: model.evidence.value },
  };
  return <MomentPanel model={explained} title={t("live.why")} />;
}

function Flags({ model, seek }: { model: LiveModel; seek(seconds: number): void }) {
  const flags = { flags: model.flags.value, byId: model.byId.value, seek };
  return <FlagPanel model={flags} none={t("live.flags.none")} />;
}

function Followed({ id, model }: { id: string; model: LiveModel }) {
  const seek = (seconds: number) => showWords(model, seconds);
  const ended = model.ended.value;
  useFlagKeys({ call: () => id });
  return (
    <div class="call livecall">
      <Patterns />
      <CutOff />
      <DeedNote />
      {ended !== null && <Over id={id} reason={ended} seen />}
      <LiveHead model={model} />
      <Warnings warnings={model.status.value?.warnings ?? []} />
      <LiveTimeline model={model} seek={seek} />
      <div class="call__columns">
        <LiveTranscript model={model} />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the keyboard */}
        <aside class="call__side" tabIndex={0} aria-label={t("live.why")}>
          <FlagDeck key={id} callId={id} />
          {model.step.value && <Step step={model.step.value} />}
          {ended === null && <Compose key={id} callId={id} step={model.step.value} />}
          {ended !== null && <Unsent callId={id} />}
          <Why model={model} />
          <Flags model={model} seek={seek} />
        </aside>
      </div>
    </div>
  );
}

export function LivePage({ id }: { id: string }) {
  const model = useMemo(() => new LiveModel(), [id]);
  const there = useComputed(() => model.facts.value !== null);
  const gone = useComputed(() => model.facts.value === null && model.ended.value !== null);
  useTicking();
  useEffect(() => watchCall(id, model), [model]);
  useEffect(() => {
    const owner = new AbortController();
    const letGo = () => {
      if (!question.peek()) return false;
      question.value = null;
      return true;
    };
    listen({ b: () => go(boardHref), Escape: letGo }, owner.signal);
    return () => owner.abort();
  }, []);
  useEffect(() => {
    titled(model.facts.value?.agent_id || t("live.title"));
  });
  if (there.value) return <Followed id={id} model={model} />;
  return (
    <div class="page">
      <h1 class="hidden">{t("live.title")}</h1>
      <CutOff />
      {gone.value ? <Over id={id} reason="" seen={false} /> : <Loading />}
    </div>
  );
}
