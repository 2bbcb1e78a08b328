import type { LiveModel } from "./model";

/** Bring the words said at a moment into view. */
export function showWords(model: LiveModel, seconds: number): void {
  const said = model.utterances.peek().findLast((each) => each.start_s <= seconds + 0.05);
  const line = said && document.querySelector(`[data-utterance="${CSS.escape(said.id)}"]`);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  line?.scrollIntoView({ block: "center", behavior: calm ? "instant" : "smooth" });
}
