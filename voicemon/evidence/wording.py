"""The witness of words: what a customer says, and what an agent's words do about it.

Two kinds of cue: what the text model reads (negativity, anger, …; English only), and phrases of
a lexicon (asks for a manager, says it again, threatens to leave, …). An agent's words are weighed
for what they do to the customer, never for how the agent feels.

Praise is taken at its word unless irony stands beside it, and little for a minute after irony:
then thanks are withheld or damped, complaints never. Whether praise is meant is read from the
words together with what the agent said before them: "oh great" answers good news or bad.
"""

from __future__ import annotations

import math
from dataclasses import replace

from voicemon.evidence.wording_lexicon import Lexicon, Match, Side, lexicon
from voicemon.evidence.wording_signals import AGENT, CUSTOMER, Signal, heard
from voicemon.evidence.wording_weights import (
    FRUSTRATED,
    IRONY,
    IRONY_AT,
    IRONY_WORDS,
    NEGATIVITY,
    OTHERS,
    PRAISE_AT,
    ReadingCue,
    frustrated,
    irony,
    praise,
)
from voicemon.types import Evidence, Reading, Role, Utterance

READ_LANGUAGE = "en"  # what the text model was trained on
LEAST_WORDS = 3  # "okay" and "no" read as moods that nobody can hear in them
TELLING = 0.15  # log-odds below which a reading cue is not worth a line
READING_CONFIDENCE = 0.85  # the text model errs more often than the recogniser it reads
UNKNOWN_DISCOUNT = 0.5
UNKNOWN_NOTE = " (speaker not certain)"
BASELINE_AFTER = 3  # utterances until a caller's own mean negativity is worth naming
QUOTE_WORDS = 12
IRONIC = frozenset({"negated_politeness", "sarcasm"})
INSINCERE = IRONIC | {"edged_politeness"}  # beside them nothing calms
DOUBTED_S = 60.0  # after irony praise calms little for so long: who was ironic goes on being so
DOUBTED = 0.25  # what is left of its weight
DOUBT_NOTE = " (little believed: ironic shortly before)"
NEUTRAL = "the words are hardly negative"
CALM = "the words sound calm"
# labels of an agent's turn that the customer's next words are read with
BEFORE = ("bad_news", "frustrating")
STANDING = frozenset(f"wording.{cue.name}" for cue in (NEGATIVITY, FRUSTRATED))


class WordingWitness:
    """Words → evidence; one witness per call, fed in time order.

    `language` is used where an utterance does not name its own; `own` replaces the lexicon that
    ships for the language.
    """

    def __init__(self, language: str = "en", own: Lexicon | None = None) -> None:
        self._language = language
        self._own = own
        self._negativity_sum = 0.0
        self._negativity_count = 0
        self._doubted_until_s = -math.inf
        self._before: dict[
            str, float
        ] = {}  # what the model reads in the agent's turn, at its worst
        self._answered = False  # the customer has spoken since

    def weigh(self, utterance: Utterance, reading: Reading) -> list[Evidence]:
        """Signs of frustration and of calm in the words of a customer or an unknown speaker."""
        if utterance.role is Role.AGENT:
            raise ValueError("an agent's words are weighed by `answer`")
        matches = self._find(utterance, Side.CUSTOMER)
        found = [self._phrase(utterance, match) for match in matches]
        names = {match.phrase.name for match in matches}
        if self._can_read(utterance):
            found += self._read(utterance, reading)
            found += self._signals(utterance, reading, CUSTOMER, names)
        if ironic := self._irony(utterance, reading, names):
            found.append(ironic)
            names.add("sarcasm")
        self._answered = True
        if names & IRONIC:
            self._doubted_until_s = utterance.end_s + DOUBTED_S
        if names & INSINCERE:
            return [evidence for evidence in found if evidence.log_odds >= 0]
        if utterance.start_s < self._doubted_until_s:
            return [_doubted(evidence) for evidence in found]
        return found

    def answer(self, utterance: Utterance, reading: Reading) -> list[Evidence]:
        """What an agent's words do to calm the customer (or the opposite)."""
        if utterance.role is not Role.AGENT:
            raise ValueError("only an agent's words answer a customer")
        matches = self._find(utterance, Side.AGENT)
        found = [self._phrase(utterance, match) for match in matches]
        if not self._can_read(utterance):
            return found
        self._hear_before(reading)
        names = {match.phrase.name for match in matches}
        return found + self._signals(utterance, reading, AGENT, names)

    def _hear_before(self, reading: Reading) -> None:
        """The worst of the agent's turn; a turn ends when the customer has spoken."""
        before = {} if self._answered else self._before
        self._before = {
            label: max(reading.labels[label], before.get(label, 0.0))
            for label in BEFORE
            if label in reading.labels
        }
        self._answered = False

    def _irony(self, utterance: Utterance, reading: Reading, names: set[str]) -> Evidence | None:
        """Short praise that is not meant, where no phrase has shown it."""
        if names & INSINCERE or not self._is_english(utterance):
            return None
        short = 0 < len(utterance.text.split()) <= IRONY_WORDS
        probability = irony(reading.labels, self._before)
        if not short or praise(reading.labels) < PRAISE_AT or probability < IRONY_AT:
            return None
        return _read_evidence(
            utterance, IRONY.name, probability, None, IRONY.log_odds(probability), IRONY.says
        )

    def _signals(
        self,
        utterance: Utterance,
        reading: Reading,
        signals: tuple[Signal, ...],
        names: set[str],
    ) -> list[Evidence]:
        """What the model's own heads hear beyond the phrases."""
        return [
            _read_evidence(utterance, signal.name, probability, None, signal.log_odds, signal.says)
            for signal, probability in heard(signals, reading.labels, names)
        ]

    def _find(self, utterance: Utterance, side: Side) -> list[Match]:
        known = self._own or lexicon(utterance.language or self._language)
        return known.find(utterance.text, side) if known else []

    def _can_read(self, utterance: Utterance) -> bool:
        return self._is_english(utterance) and len(utterance.text.split()) >= LEAST_WORDS

    def _is_english(self, utterance: Utterance) -> bool:
        return (utterance.language or self._language) == READ_LANGUAGE

    def _read(self, utterance: Utterance, reading: Reading) -> list[Evidence]:
        probabilities = dict(reading.labels)
        negativity = self._reading_cue(utterance, probabilities, NEGATIVITY, self._usual())
        self._negativity_sum += negativity.measured
        self._negativity_count += 1
        others = [self._reading_cue(utterance, probabilities, cue, None) for cue in OTHERS]
        found = [negativity, *(other for other in others if abs(other.log_odds) >= TELLING)]
        if "frustrated" in probabilities:
            found.append(self._frustrated(utterance, frustrated(probabilities, self._before)))
        return found

    def _frustrated(self, utterance: Utterance, probability: float) -> Evidence:
        """How frustrated the words sound, read with the agent's turn before them."""
        log_odds = FRUSTRATED.log_odds(probability)
        says = CALM if log_odds < TELLING else FRUSTRATED.says
        return _read_evidence(utterance, FRUSTRATED.name, probability, None, log_odds, says)

    def _usual(self) -> float | None:
        """The caller's own mean negativity so far."""
        if self._negativity_count < BASELINE_AFTER:
            return None
        return self._negativity_sum / self._negativity_count

    def _reading_cue(
        self,
        utterance: Utterance,
        probabilities: dict[str, float],
        cue: ReadingCue,
        baseline: float | None,
    ) -> Evidence:
        measured = cue.measure(probabilities)
        log_odds = cue.log_odds(measured)
        plainly = NEUTRAL if cue is NEGATIVITY and log_odds < TELLING else cue.says
        return _read_evidence(utterance, cue.name, measured, baseline, log_odds, plainly)

    def _phrase(self, utterance: Utterance, match: Match) -> Evidence:
        start_s, end_s, heard = _timed(utterance, match)
        phrase = match.phrase
        return _evidence(
            utterance,
            phrase.name,
            (start_s, end_s),
            phrase.sure,
            None,
            phrase.log_odds,
            heard,
            f"{phrase.says}: “{_short(match.quote)}”",
        )


def _read_evidence(
    utterance: Utterance,
    name: str,
    probability: float,
    baseline: float | None,
    log_odds: float,
    says: str,
) -> Evidence:
    """What the text model reads in the whole utterance."""
    return _evidence(
        utterance,
        name,
        (utterance.start_s, utterance.end_s),
        probability,
        baseline,
        log_odds,
        READING_CONFIDENCE,
        f"{says} ({probability:.0%}): “{_short(utterance.text)}”",
    )


def _evidence(
    utterance: Utterance,
    name: str,
    span_s: tuple[float, float],
    measured: float,
    baseline: float | None,
    log_odds: float,
    confidence: float,
    note: str,
) -> Evidence:
    unknown = utterance.role is Role.UNKNOWN
    return Evidence(
        utterance_id=utterance.id,
        cue=f"wording.{name}",
        start_s=span_s[0],
        end_s=span_s[1],
        measured=measured,
        unit="probability",
        baseline=baseline,
        log_odds=log_odds * confidence * (UNKNOWN_DISCOUNT if unknown else 1.0),
        confidence=confidence,
        note=note + (UNKNOWN_NOTE if unknown else ""),
    )


def _doubted(evidence: Evidence) -> Evidence:
    """Praise and thanks after irony; neutral words and complaints stand as they are."""
    if evidence.log_odds >= 0 or evidence.cue in STANDING:
        return evidence
    weight = DOUBTED * evidence.log_odds
    return replace(evidence, log_odds=weight, note=evidence.note + DOUBT_NOTE)


def _timed(utterance: Utterance, match: Match) -> tuple[float, float, float]:
    """When the matched words were said, and how surely they were heard.

    The times are the utterance's own, and the words count as heard, where text and words differ
    (redacted or corrected text).
    """
    if len(utterance.text.split()) != len(utterance.words) or not utterance.words:
        return utterance.start_s, utterance.end_s, utterance.confidence or 1.0
    first = len(utterance.text[: match.start].split())
    count = len(utterance.text[match.start : match.end].split())
    words = utterance.words[first : first + count]
    heard = sum(word.probability for word in words) / len(words)
    return words[0].start_s, words[-1].end_s, heard


def _short(quote: str) -> str:
    words = quote.split()
    return quote if len(words) <= QUOTE_WORDS else " ".join(words[:QUOTE_WORDS]) + " …"
