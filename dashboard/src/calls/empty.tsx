import { Icon } from "../components/icon";
import { may } from "../session";
import { t } from "../strings";
import { chooseFiles } from "../upload/drop";

const STEPS = ["one", "two", "three"] as const;

/** What a newcomer sees: what this is for, and the three steps to the first curve. */
export function Empty() {
  if (!may("send recordings")) {
    return (
      <section class="empty">
        <h2>{t("empty.own")}</h2>
        <p class="empty__text">{t("empty.own.text")}</p>
      </section>
    );
  }
  return (
    <section class="empty">
      <svg class="empty__curve" viewBox="0 0 480 120" aria-hidden="true">
        <path
          class="empty__band"
          d="M0 88C60 84 84 92 132 70S196 18 244 22 312 74 360 86 440 92 480 94V112C440 110 400 110 360 106S292 66 244 56 190 92 132 96 60 106 0 106Z"
        />
        <path
          class="empty__line"
          d="M0 97C60 95 84 100 132 83S196 36 244 38 312 86 360 96 440 101 480 103"
        />
      </svg>
      <h2>{t("empty.title")}</h2>
      <p class="empty__text">{t("empty.text")}</p>
      <ol class="empty__steps">
        {STEPS.map((step, index) => (
          <li key={step}>
            <span class="empty__number" aria-hidden="true">
              {index + 1}
            </span>
            <strong>{t(`empty.${step}`)}</strong>
            <p>{t(`empty.${step}.text`)}</p>
          </li>
        ))}
      </ol>
      <button type="button" class="button button--main" onClick={chooseFiles}>
        <Icon name="upload" />
        {t("upload.add")}
      </button>
      <p class="empty__hint">{t("upload.drop")}</p>
      <p class="empty__hint">
        <Command text={t("empty.cli", { command: "\u0000" })} command="voicemon analyze FOLDER" />
      </p>
    </section>
  );
}

function Command({ text, command }: { text: string; command: string }) {
  const [before, after] = text.split("\u0000");
  return (
    <>
      {before}
      <code>{command}</code>
      {after}
    </>
  );
}
