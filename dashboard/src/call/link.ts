import { signal } from "@preact/signals";
import { callHref, go, route } from "../router";
import { t } from "../strings";
import type { CallModel } from "./model";

/** A link to the moment under the playhead. */

/** What the last copy came to; shown for a short while and read out. */
export const copied = signal("");
const SHOWN_MS = 2500;
let timer: ReturnType<typeof setTimeout> | undefined;

function say(text: string): void {
  copied.value = text;
  clearTimeout(timer);
  timer = setTimeout(() => {
    copied.value = "";
  }, SHOWN_MS);
}

export function momentHref(model: CallModel): string {
  const params: Record<string, string> = { t: model.player.time.peek().toFixed(0) };
  const analysis = route.peek().params.get("analysis");
  if (analysis) params.analysis = analysis;
  return callHref(model.detail.call.id, params);
}

export async function copyMoment(model: CallModel): Promise<void> {
  const href = momentHref(model);
  go(href, true);
  const address = new URL(href, document.baseURI).href;
  await navigator.clipboard.writeText(address).then(
    () => say(t("call.copied")),
    () => say(t("call.copy.failed")),
  );
}
