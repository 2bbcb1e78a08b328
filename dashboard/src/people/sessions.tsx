import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { problemOf } from "../api";
import { ProblemBox } from "../components/problem";
import { shortMoment } from "../format";
import { lookup, t } from "../strings";
import type { Problem, SessionOut } from "../wire";
import { people } from "./api";

const BROWSERS = ["Edg", "Firefox", "Chrome", "Safari"] as const;
const SYSTEMS = ["Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux"] as const;

/** “Firefox · Linux” of what a browser says of itself; a program's own words where it is none. */
export function browserOf(agent: string): string {
  const browser = BROWSERS.find((each) => agent.includes(`${each}/`));
  const system = SYSTEMS.find((each) => agent.includes(each));
  if (!browser) return agent.slice(0, 60);
  return [browser === "Edg" ? "Edge" : browser, system].filter(Boolean).join(" · ");
}

function Line({ row, end }: { row: SessionOut; end(): void }) {
  return (
    <li class="ownrow">
      <div>
        <strong>{browserOf(row.browser) || t("sessions.unknown")}</strong>
        <small>
          {[
            row.address,
            lookup(`how.${row.how}`),
            t("sessions.seen", { time: shortMoment(row.seen_at) }),
          ]
            .filter(Boolean)
            .join(" · ")}
        </small>
      </div>
      {row.present ? (
        <span class="quiet">{t("sessions.present")}</span>
      ) : (
        <button type="button" class="button button--small" onClick={end}>
          {t("sessions.end")}
        </button>
      )}
    </li>
  );
}

/** Where one is signed in; what one does not know can be ended. */
export function Sessions() {
  const rows = useSignal<readonly SessionOut[]>([]);
  const problem = useSignal<Problem | null>(null);
  const run = async (act: () => Promise<unknown>) => {
    try {
      await act();
      rows.value = (await people.sessions()).items;
      problem.value = null;
    } catch (error) {
      problem.value = problemOf(error);
    }
  };
  useEffect(() => void run(async () => undefined), []);
  return (
    <section class="panel card" aria-labelledby="sessions-title">
      <h2 id="sessions-title">{t("sessions.title")}</h2>
      {problem.value && <ProblemBox problem={problem.value} />}
      <ul>
        {rows.value.map((row) => (
          <Line key={row.id} row={row} end={() => void run(() => people.endSession(row.id))} />
        ))}
      </ul>
      {rows.value.length > 1 && (
        <button type="button" class="button" onClick={() => void run(people.endOthers)}>
          {t("sessions.others")}
        </button>
      )}
    </section>
  );
}
