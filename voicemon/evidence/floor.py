"""Who holds the floor: pure questions about the times of utterances.

Numbers: speaker changes overlap by less than half a second as often as they leave a gap
(Heldner & Edlund 2010, "Pauses, gaps and overlaps in conversations"; Stivers et al. 2009), so
overlap counts from 0.5 s on. Back-channels ("mhm", "right") are short and leave the floor
where it is (Yngve 1970).
"""

from __future__ import annotations

import re

from voicemon.types import Utterance

LEAST_OVERLAP_S = 0.5  # below it a turn was only taken early
LEAST_LEAD_S = 0.5  # who starts together with the other does not interrupt
YIELD_S = 2.5  # an interrupted speaker gives up within this time
BACK_CHANNEL_S = 0.8  # shorter speech does not take the floor
SPOKEN_BACK_CHANNEL_S = 1.5  # nor does longer speech made of nothing but such words

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_BACK_CHANNEL_WORDS = frozenset(
    _WORD.findall(
        """mhm mm mmm hmm hm uh huh um uhm ah oh aha yeah yes yep yup right okay ok sure alright
        all i see got it gotcha of course exactly perfect great good no wow really"""
    )
)


def words(text: str) -> list[str]:
    """The words of a text, lower case, without numbers and punctuation."""
    return _WORD.findall(text.lower().replace("’", "'"))


def span_s(utterance: Utterance) -> tuple[float, float]:
    """When the speech begins and ends: by its words, for a segment has silence at both ends."""
    if not utterance.words:
        return utterance.start_s, utterance.end_s
    first, last = utterance.words[0].start_s, utterance.words[-1].end_s
    return max(utterance.start_s, first), max(first, min(utterance.end_s, last))


def overlap_s(one: Utterance, other: Utterance) -> float:
    """Seconds in which both speak; 0 when they do not meet."""
    (one_start_s, one_end_s), (other_start_s, other_end_s) = span_s(one), span_s(other)
    return max(0.0, min(one_end_s, other_end_s) - max(one_start_s, other_start_s))


def is_back_channel(utterance: Utterance) -> bool:
    """Short assent that leaves the floor to the other side."""
    start_s, end_s = span_s(utterance)
    length_s = end_s - start_s
    if length_s < BACK_CHANNEL_S:
        return True
    spoken = words(utterance.text)
    only_assent = bool(spoken) and all(word in _BACK_CHANNEL_WORDS for word in spoken)
    return length_s < SPOKEN_BACK_CHANNEL_S and only_assent


def takes_floor(later: Utterance, earlier: Utterance) -> bool:
    """True when `later` starts within `earlier`, who then gives up while `later` goes on."""
    if is_back_channel(later) or is_back_channel(earlier):
        return False
    (later_start_s, later_end_s), (earlier_start_s, earlier_end_s) = span_s(later), span_s(earlier)
    return (
        later_start_s - earlier_start_s >= LEAST_LEAD_S
        and LEAST_OVERLAP_S <= earlier_end_s - later_start_s <= YIELD_S
        and later_end_s - earlier_end_s >= LEAST_OVERLAP_S
    )
