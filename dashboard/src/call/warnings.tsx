import { Icon } from "../components/icon";
import { t } from "../strings";
import type { CallModel } from "./model";

/** What the analysis itself says to be careful about. */
export function Warnings({ model }: { model: CallModel }) {
  const { warnings } = model.detail;
  if (warnings.length === 0) return null;
  return (
    <section class="warnings" aria-label={t("call.warnings")}>
      <Icon name="alert" />
      <ul>
        {warnings.map((warning) => (
          <li key={warning} lang="en">
            {warning}
          </li>
        ))}
      </ul>
    </section>
  );
}
