import { useSignal, useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import { Icon } from "../components/icon";
import { timeOfDay } from "../format";
import { cutSince } from "../live";
import { t } from "../strings";

const TOLD_MS = 15_000;

/** Says when the page hears nothing, since when, and afterwards for how long it was so. */
export function CutOff() {
  const back = useSignal<{ from: number; to: number } | null>(null);
  const since = useRef<number | null>(null);
  useSignalEffect(() => {
    const cut = cutSince.value;
    const before = since.current;
    since.current = cut;
    if (cut !== null || before === null) {
      back.value = null;
      return undefined;
    }
    back.value = { from: before, to: Date.now() };
    const timer = setTimeout(() => {
      back.value = null;
    }, TOLD_MS);
    return () => clearTimeout(timer);
  });
  if (cutSince.value !== null) {
    return (
      <div class="cut cut--off" role="alert">
        <Icon name="alert" />
        <p>
          <strong>{t("cut.title", { time: timeOfDay(cutSince.value) })}</strong> {t("cut.text")}
        </p>
      </div>
    );
  }
  if (!back.value) return null;
  const times = { from: timeOfDay(back.value.from), to: timeOfDay(back.value.to) };
  return (
    <div class="cut cut--back" role="status">
      <Icon name="check" />
      <p>{t("cut.back", times)}</p>
    </div>
  );
}
