import { t } from "../strings";
import type { Problem } from "../wire";
import { Icon } from "./icon";

/** A Problem's words; a server that does not answer has none, so the page says it. */
export function problemText(problem: Problem): { message: string; fix: string } {
  if (problem.message) return { message: problem.message, fix: problem.fix ?? "" };
  return { message: t("problem.offline"), fix: t("problem.offline.fix") };
}

export function ProblemBox({ problem, retry }: { problem: Problem; retry?: () => void }) {
  const { message, fix } = problemText(problem);
  return (
    <div class="problem" role="alert">
      <Icon name="alert" />
      <div class="problem__text">
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
