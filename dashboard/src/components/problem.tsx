import { t } from "../strings";
import type { Problem } from "../wire";
import { Icon } from "./icon";

interface Words {
  message: string;
  fix: string;
  /** What the words are in, where that is not the reader's language. */
  lang: "en" | undefined;
}

/** A Problem's words; a server that does not answer has none, so the page says it. */
export function problemText(problem: Problem): Words {
  const { message, fix = "" } = problem;
  if (message) return { message, fix, lang: "own" in problem ? undefined : "en" };
  return { message: t("problem.offline"), fix: t("problem.offline.fix"), lang: undefined };
}

export function ProblemBox({ problem, retry }: { problem: Problem; retry?: () => void }) {
  const { message, fix, lang } = problemText(problem);
  return (
    <div class="problem" role="alert">
      <Icon name="alert" />
      <div class="problem__text" lang={lang}>
        <strong>{message}</strong>
        {fix && <p>{fix}</p>}
      </div>
      {retry && (
        <button type="button" class="button" onClick={retry}>
          {t("app.retry")}
        </button>
      )}
    </div>
  );
}
