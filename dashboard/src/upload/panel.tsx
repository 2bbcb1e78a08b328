import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Icon } from "../components/icon";
import { problemText } from "../components/problem";
import { megabytes, percent } from "../format";
import { jobOf } from "../jobs";
import { callHref, route } from "../router";
import { lookup, t } from "../strings";
import type { JobOut, Problem } from "../wire";
import * as queue from "./queue";
import { teamIsMissing } from "./team";
import { TeamChoice, teamText } from "./team_choice";

/** How the server's stage reads: known stages in the reader's language, others as they come. */
const MOST_OTHERS = 3;
const WORK: readonly string[] = ["call", "board", "live", "rules", "admin", "account"];

/** Whether the reader folded the panel: null as long as they chose neither. */
const folded = signal<boolean | null>(null);

export function stageText(job: JobOut): string {
  if (job.state === "queued") return t("upload.queued");
  return lookup(`stage.${job.stage}`) ?? job.stage;
}

interface Shown {
  tone: "busy" | "good" | "bad";
  text: string;
  /** 0–1 while something moves, else null. */
  share: number | null;
  problem: Problem | null;
  callId: string | null;
}

function shownJob(job: JobOut): Shown {
  if (job.state === "failed") {
    return {
      tone: "bad",
      text: t("upload.failed"),
      share: null,
      problem: job.error ?? null,
      callId: null,
    };
  }
  if (job.state === "done") {
    const text = t(job.known ? "upload.known" : "upload.done");
    return { tone: "good", text, share: null, problem: null, callId: job.call_id ?? null };
  }
  return { tone: "busy", text: stageText(job), share: job.progress, problem: null, callId: null };
}

function shownItem(item: queue.Item): Shown {
  const job = item.job ? jobOf(item.job) : undefined;
  if (job) return shownJob(job);
  const base = { tone: "busy" as const, problem: null, callId: null };
  if (item.state === "failed") {
    return { ...base, tone: "bad", text: t("upload.failed"), share: null, problem: item.problem };
  }
  if (item.state === "waiting") {
    const key = teamIsMissing.value ? "upload.team.waiting" : "upload.waiting";
    return { ...base, text: t(key), share: 0 };
  }
  if (item.state === "sent") return { ...base, text: t("upload.queued"), share: 0 };
  const sizes = { done: megabytes(item.sent), total: megabytes(item.size) };
  const resumed = item.resumedAt
    ? ` · ${t("upload.resumed", { percent: percent(item.resumedAt / item.size) })}`
    : "";
  const text = item.lost ? t("upload.lost") : t("upload.sending", sizes) + resumed;
  return { ...base, text, share: item.sent / item.size };
}

function Bar({ share, file }: { share: number; file: string }) {
  return (
    <progress class="bar" max={1} value={share} aria-label={t("upload.progress", { file })}>
      {percent(share)}
    </progress>
  );
}

function Line({
  name,
  shown,
  stop,
  retry,
}: {
  name: string;
  shown: Shown;
  stop: (() => void) | null;
  retry: (() => void) | null;
}) {
  const said = shown.problem ? problemText(shown.problem) : null;
  const over = shown.share === null;
  return (
    <li class={`upload upload--${shown.tone}`}>
      <span class="upload__icon">
        <Icon name={shown.tone === "good" ? "check" : shown.tone === "bad" ? "alert" : "file"} />
      </span>
      <div class="upload__body">
        <span class="upload__name">{name}</span>
        {said ? (
          <p class="upload__problem" role="alert" lang={said.lang}>
            <strong>{said.message}</strong> {said.fix}
          </p>
        ) : (
          <span class="upload__text">{shown.text}</span>
        )}
        {shown.share !== null && <Bar share={shown.share} file={name} />}
      </div>
      {shown.callId && (
        <a class="button button--small" href={callHref(shown.callId)}>
          {t("upload.open")}
        </a>
      )}
      {retry && shown.tone === "bad" && (
        <button type="button" class="button button--small" onClick={retry}>
          {t("app.retry")}
        </button>
      )}
      {stop && (
        <button
          type="button"
          class="tool tool--small"
          aria-label={t(over ? "upload.dismiss" : "upload.cancel", { file: name })}
          onClick={stop}
        >
          <Icon name="close" />
        </button>
      )}
    </li>
  );
}

function Own({ item }: { item: queue.Item }) {
  const shown = shownItem(item);
  const stoppable = item.state !== "sent" || queue.isOver(item);
  const name = item.team === null ? item.name : `${item.name} · ${teamText(item.team)}`;
  return (
    <Line
      name={name}
      shown={shown}
      stop={stoppable ? () => queue.drop(item.key) : null}
      retry={item.state === "failed" && item.size > 0 ? () => queue.retry(item.key) : null}
    />
  );
}

function Interrupted() {
  return queue.interrupted.value.map(([mark, entry]) => (
    <Line
      key={mark}
      name={entry.file}
      shown={{
        tone: "busy",
        text: t("upload.paused", { percent: percent(entry.offset / entry.size) }),
        share: entry.offset / entry.size,
        problem: null,
        callId: null,
      }}
      stop={() => queue.dropInterrupted(mark)}
      retry={null}
    />
  ));
}

/**
 * What is sent from here stands open; what only others queued, calls that are heard again among it,
 * is a line until it is opened, and not told beside other work.
 */
export function UploadPanel() {
  const items = queue.items.value;
  const others = queue.otherJobs.value;
  const paused = queue.interrupted.value.length;
  useEffect(() => {
    folded.value = null; // whoever adds one wants to see it
  }, [items.length]);
  if (items.length === 0 && WORK.includes(route.value.name)) return null;
  if (items.length + others.length + paused === 0) return null;
  const shut = folded.value ?? items.length + paused === 0;
  return (
    <section class="uploads" aria-label={t("upload.title")}>
      <header class="uploads__head">
        <h2>
          <button
            type="button"
            class="uploads__fold"
            aria-expanded={!shut}
            onClick={() => {
              folded.value = !shut;
            }}
          >
            {t("upload.title")}
            <span class="uploads__count">{items.length + others.length + paused}</span>
            <Icon name="chevron" />
          </button>
        </h2>
        {items.some(queue.isOver) && (
          <button type="button" class="link" onClick={queue.clearFinished}>
            {t("upload.hide")}
          </button>
        )}
      </header>
      {!shut && (
        <>
          <TeamChoice />
          <ul>
            {items.map((item) => (
              <Own key={item.key} item={item} />
            ))}
            {others.slice(0, MOST_OTHERS).map((job) => (
              <Line key={job.id} name={job.file} shown={shownJob(job)} stop={null} retry={null} />
            ))}
            <Interrupted />
          </ul>
        </>
      )}
    </section>
  );
}
