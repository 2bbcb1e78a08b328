import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useLayoutEffect } from "preact/hooks";
import { api, problemOf } from "../api";
import { titleOf } from "../calls/row";
import { Gone } from "../components/gone";
import { Loading } from "../components/loading";
import { ProblemBox } from "../components/problem";
import { callsHref, route } from "../router";
import { t } from "../strings";
import { titled } from "../title";
import type { CallDetail, Problem } from "../wire";
import { About, Withheld } from "./about";
import "../css/chips.css";
import "./call.css";
import { Controls } from "./controls";
import { FlagPanel } from "./flags";
import { CallHead } from "./head";
import { listenForKeys } from "./hotkeys";
import { type CallModel, openCall } from "./model";
import { MomentPanel } from "./moment";
import { StrongestPanel } from "./strongest";
import "./timeline/timeline.css";
import { Patterns } from "./timeline/bands";
import { Timeline } from "./timeline/timeline";
import { Transcript } from "./transcript";
import { Warnings } from "./warnings";

function Open({ model }: { model: CallModel }) {
  // With the first paint, so that no key pressed on what is seen is lost.
  useLayoutEffect(() => {
    const owner = new AbortController();
    listenForKeys(model, owner.signal);
    return () => owner.abort();
  }, [model]);
  return (
    <div class="call">
      <Patterns />
      <CallHead model={model} />
      <Warnings warnings={model.detail.warnings} />
      <Timeline model={model} />
      <div class="call__columns">
        <Transcript model={model} />
        <aside class="call__side">
          <MomentPanel model={model} />
          <FlagPanel model={model} />
          <StrongestPanel model={model} />
          <Withheld model={model} />
          <About model={model} />
        </aside>
      </div>
      <Controls model={model} />
    </div>
  );
}

/** Load a call and its waveform; the waveform may come later or not at all. */
async function load(id: string, analysis: string | null, cancel: AbortSignal): Promise<CallModel> {
  const detail: CallDetail = await api.call(id, analysis, cancel);
  const model = openCall(detail);
  if (detail.peaks_url) {
    api.peaks(detail.peaks_url, cancel).then(
      (peaks) => {
        model.peaks.value = peaks;
      },
      () => undefined,
    );
  }
  return model;
}

/** The second named in the address, when it is one. */
function startOf(params: URLSearchParams): number | null {
  const seconds = Number(params.get("t") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}

export function CallPage({ id }: { id: string }) {
  const model = useSignal<CallModel | null>(null);
  const problem = useSignal<Problem | null>(null);
  const attempt = useSignal(0);
  const analysis = route.value.params.get("analysis");
  useEffect(() => {
    const owner = new AbortController();
    problem.value = null;
    load(id, analysis, owner.signal).then(
      (opened) => {
        if (owner.signal.aborted) return opened.close();
        titled(titleOf(opened.detail.call));
        const at = model.peek()?.player.time.peek() ?? null;
        model.peek()?.close();
        opened.seek(at ?? startOf(route.peek().params) ?? 0);
        model.value = opened;
        return undefined;
      },
      (error: unknown) => {
        problem.value = problemOf(error);
      },
    );
    return () => owner.abort();
  }, [id, analysis, attempt.value]);
  useEffect(() => () => model.peek()?.close(), []);
  // A link to another moment of the call that is open already.
  useSignalEffect(() => {
    const at = startOf(route.value.params);
    if (at !== null) model.peek()?.seek(at);
  });
  if (problem.value?.code === "not_found") {
    const words = { title: t("call.unknown"), text: t("call.unknown.text") };
    return <Gone {...words} href={callsHref()} back={t("app.back")} />;
  }
  if (problem.value) {
    return (
      <div class="page">
        <ProblemBox problem={problem.value} retry={() => (attempt.value += 1)} />
        <a class="link" href={callsHref()}>
          {t("app.back")}
        </a>
      </div>
    );
  }
  return model.value ? (
    <Open key={model.value.detail.analysis.id} model={model.value} />
  ) : (
    <Loading />
  );
}
