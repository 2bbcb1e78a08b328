import { useSignal } from "@preact/signals";
import { api, problemOf } from "../api";
import { Icon } from "../components/icon";
import { Menu } from "../components/menu";
import { ProblemBox } from "../components/problem";
import { moment } from "../format";
import { ended, jobOf, tell } from "../jobs";
import { callHref, go } from "../router";
import { t } from "../strings";
import { stageText } from "../upload/panel";
import type { Problem } from "../wire";
import type { CallModel } from "./model";

const FORMATS = ["html", "json", "contact-lens", "csv", "vtt", "srt"] as const;

function ExportMenu({ model }: { model: CallModel }) {
  const { call, analysis } = model.detail;
  return (
    <Menu label={t("call.export")} icon="export">
      {FORMATS.map((format) => (
        <a key={format} href={api.exportUrl(call.id, format, analysis.id)} download>
          {t(`call.export.${format}`)}
        </a>
      ))}
    </Menu>
  );
}

function Versions({ model }: { model: CallModel }) {
  const { analyses, analysis, call } = model.detail;
  if (analyses.length < 2) return null;
  const newest = analyses[0]?.id;
  return (
    <label class="field">
      <span class="field__name">{t("call.analysis")}</span>
      <select
        value={analysis.id}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          go(callHref(call.id, chosen === newest ? {} : { analysis: chosen }));
        }}
      >
        {analyses.map((each) => {
          const date = moment(each.made_at);
          return (
            <option key={each.id} value={each.id}>
              {each.id === newest ? t("call.analysis.newest", { date }) : date}
            </option>
          );
        })}
      </select>
    </label>
  );
}

/** Asks for a further analysis and, when it is there, offers to show it. */
function Again({ model }: { model: CallModel }) {
  const jobId = useSignal<string | null>(null);
  const problem = useSignal<Problem | null>(null);
  const { call } = model.detail;
  const ask = async () => {
    problem.value = null;
    try {
      const job = await api.again(call.id);
      tell([job]);
      jobId.value = job.id;
    } catch (error) {
      problem.value = problemOf(error);
    }
  };
  const job = jobId.value ? jobOf(jobId.value) : undefined;
  const failure = problem.value ?? (job?.state === "failed" ? job.error : null);
  if (failure) return <ProblemBox problem={failure} retry={() => void ask()} />;
  if (job?.state === "done") {
    const show = () => {
      go(callHref(call.id), true);
      location.reload();
    };
    return (
      <span class="again" role="status">
        {t("call.newer")}
        <button type="button" class="link" onClick={show}>
          {t("call.newer.show")}
        </button>
      </span>
    );
  }
  const running = job && !ended(job);
  return (
    <button
      type="button"
      class="button"
      disabled={running || !model.detail.audio_url}
      onClick={() => void ask()}
    >
      <Icon name="again" />
      {running ? t("call.again.running", { stage: stageText(job) }) : t("call.again")}
    </button>
  );
}

export function Actions({ model }: { model: CallModel }) {
  return (
    <div class="actions">
      <Versions model={model} />
      <Again model={model} />
      <ExportMenu model={model} />
    </div>
  );
}
