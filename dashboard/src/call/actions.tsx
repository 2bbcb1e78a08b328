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
import type { JobOut, Problem } from "../wire";
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

interface AgainProps {
  model: CallModel;
  label: string;
  icon: "again" | "swap";
  hint?: string;
  send: (callId: string) => Promise<JobOut>;
}

/** Asks for a further analysis and, when it is there, offers to show it. */
function Again({ model, label, icon, hint, send }: AgainProps) {
  const jobId = useSignal<string | null>(null);
  const problem = useSignal<Problem | null>(null);
  const { call } = model.detail;
  const ask = async () => {
    problem.value = null;
    try {
      const job = await send(call.id);
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
      title={hint}
      onClick={() => void ask()}
    >
      <Icon name={icon} />
      {running ? t("call.again.running", { stage: stageText(job) }) : label}
    </button>
  );
}

export function Actions({ model }: { model: CallModel }) {
  return (
    <div class="actions">
      <Versions model={model} />
      <Again model={model} label={t("call.again")} icon="again" send={api.again} />
      <Again
        model={model}
        label={t("call.swap")}
        hint={t("call.swap.hint")}
        icon="swap"
        send={api.swapRoles}
      />
      <ExportMenu model={model} />
    </div>
  );
}
