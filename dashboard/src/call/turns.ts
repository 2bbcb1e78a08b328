import type { FrustrationOut, UtteranceOut, WordOut } from "../wire";

/** The transcript's shape: turns, the utterance and word under the playhead, marks on words. */

export interface Turn {
  role: UtteranceOut["role"];
  utterances: UtteranceOut[];
}

export function turns(utterances: readonly UtteranceOut[]): Turn[] {
  const found: Turn[] = [];
  for (const utterance of utterances) {
    const last = found.at(-1);
    if (last?.role === utterance.role) last.utterances.push(utterance);
    else found.push({ role: utterance.role, utterances: [utterance] });
  }
  return found;
}

/** The last utterance that has begun; where both speak, the one that began later. */
export function current(utterances: readonly UtteranceOut[], seconds: number): UtteranceOut | null {
  return utterances.findLast((utterance) => utterance.start_s <= seconds + 0.05) ?? null;
}

export function currentWord(words: readonly WordOut[], seconds: number): number {
  return words.findIndex((word) => seconds >= word.start_s - 0.02 && seconds < word.end_s + 0.02);
}

/** The curve's last point at or before a moment; what was known then. */
export function pointAt(points: readonly FrustrationOut[], seconds: number): FrustrationOut | null {
  return points.findLast((point) => point.at_s <= seconds + 0.05) ?? null;
}

export const UNSURE_BELOW = 0.5;

/** Masked words stand in brackets: `[card number]`. */
export function isMasked(text: string): boolean {
  return /\[[^\]]*\]?|\]/.test(text) || /[█•]{2,}/.test(text);
}

export interface Piece {
  text: string;
  word: WordOut | null;
  masked: boolean;
}

/** An utterance as pieces; without word times its text is one piece. */
export function piecesOf(utterance: UtteranceOut): Piece[] {
  if (utterance.words.length === 0) {
    return [{ text: utterance.text, word: null, masked: isMasked(utterance.text) }];
  }
  return utterance.words.map((word) => ({
    text: word.text.trim(),
    word,
    masked: isMasked(word.text),
  }));
}
