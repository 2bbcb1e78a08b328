import { Icon } from "../components/icon";
import { t } from "../strings";

/** What the analysis itself says to be careful about. */
export function Warnings({ warnings }: { warnings: readonly string[] }) {
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
