import { around, t } from "../strings";
import "./desk.css";
import type { StepOut } from "../wire";

interface Props {
  step: StepOut;
  /** For the agent's own eyes it is said otherwise than for a supervisor's. */
  own?: boolean;
}

/** One sentence that the agent could say now, and why; an offer, never a fact. */
export function Step({ step, own = false }: Props) {
  const title = t(own ? "step.own" : "step.title");
  const [before, after] = around("step.reason", "reason");
  return (
    <section class="step-offer card" aria-label={own ? undefined : title}>
      <h3>{title}</h3>
      <blockquote lang={step.language}>{`“${step.sentence}”`}</blockquote>
      <p class="fine">
        {before}
        <span lang="en">{step.reason}</span>
        {after}
        {step.rephrased && ` · ${t("step.rephrased")}`}
      </p>
    </section>
  );
}
