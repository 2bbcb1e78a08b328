import { useComputed } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import "../board/board.css";
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
import { listen } from "../keys";
import { boardHref, go } from "../router";
import { t } from "../strings";
import { LiveHead } from "./head";
import "./livecall.css";
import { LiveModel, watchCall } from "./model";
import { Over } from "./over";
import { LiveTimeline } from "./timeline";
import { LiveTranscript } from "./transcript";

/** Bring the words said at a moment into view. */
function showWords(model: LiveModel, seconds: number): void {
  const said = model.utterances.peek().findLast((each) => each.start_s <= seconds + 0.05);
  const line = said && document.querySelector(`[data-utterance="${CSS.escape(said.id)}"]`);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  line?.scrollIntoView({ block: "center", behavior: calm ? "instant" : "smooth" });
}

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
  return (
    <div class="call livecall">
      <Patterns />
      <CutOff />
      {ended !== null && <Over id={id} reason={ended} seen />}
      <LiveHead model={model} />
      <Warnings warnings={model.status.value?.warnings ?? []} />
      <LiveTimeline model={model} seek={seek} />
      <div class="call__columns">
        <LiveTranscript model={model} />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the keyboard */}
        <aside class="call__side" tabIndex={0} aria-label={t("live.why")}>
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
    listen({ b: () => go(boardHref) }, owner.signal);
    return () => owner.abort();
  }, []);
  useEffect(() => {
    document.title = `${model.facts.value?.agent_id || t("live.title")} · ${t("app.name")}`;
  });
  if (there.value) return <Followed id={id} model={model} />;
  return (
    <div class="page">
      <CutOff />
      {gone.value ? <Over id={id} reason="" seen={false} /> : <Loading />}
    </div>
  );
}
