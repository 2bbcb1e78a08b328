import { useSignal, useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import { Icon } from "../components/icon";
import { clock, timeOfDay } from "../format";
import { cutSince } from "../live";
import { t } from "../strings";

const TOLD_MS = 15_000;
/** After a longer one whoever comes back to the screen should find it said. */
const LONG_MS = 60_000;
const LONG_TOLD_MS = 60_000;
const LOOK_MS = 1000;

/** Once the page has been in sight for so long in all; the returned function ends the wait. */
function whenSeenFor(told_ms: number, act: () => void): () => void {
  let seen_ms = 0;
  const timer = setInterval(() => {
    if (document.hidden) return;
    seen_ms += LOOK_MS;
    if (seen_ms >= told_ms) act();
  }, LOOK_MS);
  return () => clearInterval(timer);
}

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
    const to = Date.now();
    back.value = { from: before, to };
    return whenSeenFor(to - before < LONG_MS ? TOLD_MS : LONG_TOLD_MS, () => {
      back.value = null;
    });
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
  const { from, to } = back.value;
  const times = { from: timeOfDay(from), to: timeOfDay(to), long: clock((to - from) / 1000) };
  return (
    <div class="cut cut--back" role="status">
      <Icon name="check" />
      <p>{t("cut.back", times)}</p>
    </div>
  );
}
