import { Icon } from "../components/icon";
import { SeverityMark } from "../components/severity";
import { t } from "../strings";
import { fresh, meanwhile, openFlag, openMeanwhile, startAlerts, titleOf } from "./alerts";
import "./alerts.css";

/** All that came while the page was cut off, in one card; it stays until somebody sees to it. */
function Meanwhile() {
  const n = meanwhile.value.length;
  if (n === 0) return null;
  return (
    <div class="alertcard severity-act">
      <SeverityMark severity="act" size={20} />
      <p>
        <strong>{t("alert.meanwhile", { n })}</strong>
        <span>{meanwhile.value.slice(0, 3).map(titleOf).join(" · ")}</span>
      </p>
      <button type="button" class="button button--small" onClick={openMeanwhile}>
        {t("alert.open")}
      </button>
      <button
        type="button"
        class="tool tool--small"
        aria-label={t("app.close")}
        onClick={() => {
          meanwhile.value = [];
        }}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}

/** New flags that ask to act, wherever on the page one is. */
export function AlertBanner() {
  return (
    <div class="alerts" aria-live="assertive">
      <Meanwhile />
      {fresh.value.map((flag) => (
        <div key={flag.id} class="alertcard severity-act">
          <SeverityMark severity="act" size={20} />
          <p>
            <strong>{titleOf(flag)}</strong>
            <span lang="en">{flag.reason}</span>
          </p>
          <button type="button" class="button button--small" onClick={() => openFlag(flag)}>
            {t("alert.open")}
          </button>
          <button
            type="button"
            class="tool tool--small"
            aria-label={t("app.close")}
            onClick={() => {
              fresh.value = fresh.peek().filter((each) => each !== flag);
            }}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
    </div>
  );
}

export { startAlerts };
