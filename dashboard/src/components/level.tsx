import { number } from "../format";
import { type Level, levelOf, rank } from "../level";
import { t } from "../strings";

/** Four bars, filled to the level: the shape that says what the colour says. */
export function LevelGlyph({ level }: { level: Level }) {
  const filled = rank(level);
  return (
    <svg
      class={`glyph level-${level}`}
      viewBox="0 0 16 12"
      width="16"
      height="12"
      aria-hidden="true"
    >
      {[1, 2, 3, 4].map((bar) => (
        <rect
          key={bar}
          class={bar <= filled ? "glyph__on" : "glyph__off"}
          x={(bar - 1) * 4.2}
          y={11 - bar * 2.6}
          width="3"
          height={bar * 2.6 + 0.6}
          rx="0.9"
        />
      ))}
    </svg>
  );
}

/** A score for people: shape, number, word. Never a bare label. */
export function Score({ value, word = true }: { value: number | null; word?: boolean }) {
  if (value === null) return <span class="score score--none">{t("level.none")}</span>;
  const level = levelOf(value);
  return (
    <span class={`score level-${level}`}>
      <LevelGlyph level={level} />
      <span class="score__number">{number(value)}</span>
      <span class={word ? "score__word" : "hidden"}>{t(`level.${level}`)}</span>
    </span>
  );
}
