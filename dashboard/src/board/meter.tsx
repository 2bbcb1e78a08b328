import { LevelGlyph } from "../components/level";
import { number } from "../format";
import { levelOf, THRESHOLDS, type Trend } from "../level";
import { t } from "../strings";
import type { LiveScore } from "../wire";

const ARROWS: Record<Trend, string> = { rising: "↗", easing: "↘", steady: "→" };

export function TrendMark({ trend }: { trend: Trend }) {
  return (
    <span class={`trend trend--${trend}`} title={t(`now.${trend}`)}>
      <span aria-hidden="true">{ARROWS[trend]}</span>
    </span>
  );
}

/** Frustration now: number, word, trend, and a bar with the 90 % band and the thresholds. */
export function Meter({ score }: { score: LiveScore | null }) {
  if (!score) return <div class="meter meter--none">{t("now.unheard")}</div>;
  const level = levelOf(score.score);
  const values = {
    score: number(score.score),
    level: t(`level.${level}`),
    trend: t(`now.${score.trend}`),
  };
  const share = (value: number) => `${(value * 100).toFixed(1)}%`;
  return (
    <div
      class={`meter level-${level}`}
      title={score.provisional ? t("now.provisional") : undefined}
    >
      <span class="hidden">{t("now.label", values)}</span>
      <span class="meter__now" aria-hidden="true">
        <LevelGlyph level={level} />
        <span class="meter__number">{values.score}</span>
        <TrendMark trend={score.trend} />
      </span>
      <span class="meter__word" aria-hidden="true">
        {values.level}
      </span>
      <span class={score.provisional ? "gauge gauge--soft" : "gauge"} aria-hidden="true">
        <span class="gauge__fill" style={{ width: share(score.score) }} />
        <span
          class="gauge__band"
          style={{ left: share(score.low), width: share(score.high - score.low) }}
        />
        {THRESHOLDS.map((at) => (
          <span key={at} class="gauge__tick" style={{ left: share(at) }} />
        ))}
      </span>
    </div>
  );
}
