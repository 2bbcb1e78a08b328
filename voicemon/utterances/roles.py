"""Who speaks on which channel, or on one channel of both, and the one gate to vocal evidence.

`customer_only` is the only place where a `CustomerSegment` is made (agent-emotion firewall; EU AI
Act Art. 5(1)(f)): an agent's or an uncertain voice cannot become vocal evidence. On a mixed channel
`MixedRoles` tells two voices apart (`diarization`) and finds out by words which is the agent's
(`role_words`); where either is uncertain the role stays UNKNOWN. Words that speak against declared
channels take their certainty away.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from voicemon.errors import InputError
from voicemon.types import (
    ROLE_CONFIDENCE_FLOOR,
    CustomerSegment,
    Heard,
    Role,
    SpeechSegment,
    Utterance,
)
from voicemon.utterances.diarization import Diarizer, SpeakerEmbedder
from voicemon.utterances.overlap import Overlap, OverlapEar
from voicemon.utterances.role_words import agent_nats

OPENING_S = 60.0  # who greets for the company is settled by then
OPENING_UTTERANCES = 4
DOUBT_NATS = 4.0  # words this much against the declared channels make their roles uncertain
DOUBTED = 0.5
ENOUGH_S = 20.0  # of speech, before a running call's voices are told apart
LATEST = 900  # windows that tell a running call's voices apart: six minutes of speech
_MOST_NATS = 6.0

_GREETING = re.compile(
    r"""
    \b(?:how\s+(?:can|may|could)\s+(?:i|we)\s+(?:help|assist|be\s+of)
    | what\s+can\s+i\s+(?:do|help)
    | thank(?:s|\s+you)\s+for\s+(?:calling|contacting|holding|choosing|reaching)
    | (?:welcome|good\s+(?:morning|afternoon|evening))\W.{0,40}\b(?:bank|support|service|insurance)
    | you(?:'re|\s+are)\s+(?:speaking|through)\s+(?:to|with)
    | this\s+call\s+(?:is|may\s+be|will\s+be)\s+(?:being\s+)?recorded
    | my\s+name\s+is\s+\w+\W+(?:and\s+)?how
    )""",
    re.IGNORECASE | re.VERBOSE,
)


def customer_only(segment: SpeechSegment) -> CustomerSegment | None:
    """The segment as the customer's, or None where that is not certain."""
    certain = segment.role_confidence >= ROLE_CONFIDENCE_FLOOR
    return CustomerSegment(segment) if segment.role is Role.CUSTOMER and certain else None


def channel_roles(channels: str, n_channels: int) -> tuple[Role, ...]:
    """`agent,customer` and the recording's channel count → one role a channel.

    A mono recording holds both speakers, so its role is UNKNOWN unless exactly one role is
    declared; channels beyond the declared ones are UNKNOWN. Raises InputError for other words.
    """
    names = [name.strip().lower() for name in channels.split(",") if name.strip()]
    wrong = [name for name in names if name not in set(Role)]
    if wrong or not names:
        raise InputError(
            f"unknown channel role {', '.join(wrong) or '(none)'}",
            "write the role of each channel, for example agent,customer",
        )
    if n_channels == 1 and len(names) > 1:
        return (Role.UNKNOWN,)
    roles = [Role(name) for name in names][:n_channels]
    return (*roles, *[Role.UNKNOWN] * (n_channels - len(roles)))


def without_fake_stereo(roles: tuple[Role, ...], correlated: bool) -> tuple[Role, ...]:
    """Channels that carry the same sound tell nobody apart: all become UNKNOWN."""
    return tuple(Role.UNKNOWN for _ in roles) if correlated else roles


def swapped_warning(utterances: Iterable[Utterance]) -> str | None:
    """A sentence when the opening words suggest that the channels are swapped; only a warning."""
    opening = sorted(
        (each for each in utterances if each.start_s < OPENING_S), key=lambda each: each.start_s
    )
    greets = {role: _greets(opening, role) for role in (Role.CUSTOMER, Role.AGENT)}
    if greets[Role.CUSTOMER] and not greets[Role.AGENT]:
        return (
            "the customer's channel opens like an agent "
            f"(“{greets[Role.CUSTOMER]}”): the channels may be swapped"
        )
    return None


def _greets(opening: list[Utterance], role: Role) -> str:
    said = " ".join([each.text for each in opening if each.role is role][:OPENING_UTTERANCES])
    found = _GREETING.search(said)
    return found.group(0) if found else ""


def words_doubt(said: Iterable[tuple[Role, str]], language: str) -> bool:
    """Whether the declared customer speaks like an agent, and the declared agent does not.

    `said`: (declared role, text) of everything so far.
    """
    texts: dict[Role, list[str]] = {}
    for role, text in said:
        texts.setdefault(role, []).append(text)
    if Role.CUSTOMER not in texts:
        return False
    customer = agent_nats(texts[Role.CUSTOMER], language)
    return customer - agent_nats(texts.get(Role.AGENT, []), language) >= DOUBT_NATS


class MixedRoles:
    """The roles on one mixed channel of one call, stretch by stretch.

    `turns` before transcription, `assign` after it, for the same stretch. `first` declares who
    speaks first, CUSTOMER or AGENT; None finds out by words. `latest`: as `Diarizer`. With an `ear`
    turns say where both speak.
    """

    def __init__(
        self,
        embedder: SpeakerEmbedder,
        first: Role | None = None,
        latest: int | None = None,
        ear: OverlapEar | None = None,
    ) -> None:
        self._diarizer = Diarizer(embedder, latest)
        self._overlap = Overlap(ear) if ear else None
        self._first = first
        self._speakers: dict[tuple[str, float], tuple[int, float]] = {}
        self._said: tuple[list[str], list[str]] = ([], [])
        self._opener: int | None = None

    def turns(self, segments: Sequence[SpeechSegment]) -> list[SpeechSegment]:
        """Segments in time order → the same sound, cut where the speaker changes."""
        if self._overlap and segments:
            segments = self._overlap.heard(segments)
        found = self._diarizer.feed(segments)
        self._speakers = {
            (turn.segment.call_id, turn.segment.start_s): (turn.speaker, turn.certainty)
            for turn in found
        }
        if self._diarizer.is_one_voice:
            return [replace(turn.segment, both=()) for turn in found]
        return [turn.segment for turn in found]

    def assign(self, heard: Sequence[Heard], language: str) -> list[Heard]:
        """The stretch's segments with their roles; a certain customer's encoder states opened."""
        for each in heard:
            self._listen(each)
        return [self._assigned(each, language) for each in heard]

    def found(self, language: str) -> tuple[Role, ...]:
        """The roles of who speaks first and of the other; empty where it is not certain."""
        agent, likely = self.agent(language)
        if self._opener is None or self._diarizer.is_one_voice or likely < ROLE_CONFIDENCE_FLOOR:
            return ()
        roles = (Role.AGENT, Role.CUSTOMER)
        return roles if self._opener == agent else roles[::-1]

    def agent(self, language: str) -> tuple[int, float]:
        """(the speaker who is the agent, how likely that is right, 0.5–1)."""
        if self._first is not None and self._opener is not None:
            return (self._opener if self._first is Role.AGENT else 1 - self._opener), 1.0
        one, other = (agent_nats(texts, language) for texts in self._said)
        alike = max(0.0, min(one, other))  # two who both speak like an agent tell nothing
        nats = min(max(0.0, abs(one - other) - 2 * alike), _MOST_NATS)
        return (0 if one >= other else 1), 1 / (1 + math.exp(-nats))

    def _listen(self, heard: Heard) -> None:
        speaker, certainty = self._speakers[heard.segment.call_id, heard.segment.start_s]
        if heard.transcript.words and certainty >= ROLE_CONFIDENCE_FLOOR:
            self._said[speaker].append(heard.transcript.text)
            if self._opener is None:
                self._opener = speaker

    def _assigned(self, heard: Heard, language: str) -> Heard:
        agent, likely = self.agent(language)
        speaker, certainty = self._speakers[heard.segment.call_id, heard.segment.start_s]
        sure = likely * certainty
        role = Role.AGENT if speaker == agent else Role.CUSTOMER
        if sure < ROLE_CONFIDENCE_FLOOR or self._diarizer.is_one_voice:
            return replace(heard, sealed=None)
        segment = replace(heard.segment, role=role, role_confidence=sure)
        customer = customer_only(segment)
        states = heard.sealed.open(customer) if customer and heard.sealed else None
        return Heard(segment, heard.transcript, states)


class OnlineRoles:
    """The roles on the mixed channel of a running call, final by final.

    Finals that come before `ENOUGH_S` of speech, and those in which both speak, stay UNKNOWN; no
    earlier one is changed (the pass after the call settles them). In order of the finals the result
    is always the same. Encoder states are not opened here: how a customer sounds on a mixed channel
    is for the pass after the call.
    """

    def __init__(self, embedder: SpeakerEmbedder, ear: OverlapEar | None = None) -> None:
        self._mixed = MixedRoles(embedder, latest=LATEST, ear=ear)
        self._spoken_s = 0.0

    def final(self, heard: Heard, language: str) -> SpeechSegment:
        """The final's segment, with its role where that is certain."""
        segment = heard.segment
        self._spoken_s += segment.end_s - segment.start_s
        turns = self._mixed.turns([segment])
        both = tuple(span for turn in turns for span in turn.both)
        unknown = replace(segment, role=Role.UNKNOWN, role_confidence=0.0, both=both)
        if len(turns) != 1:
            return unknown
        (assigned,) = self._mixed.assign([replace(heard, segment=turns[0])], language)
        if self._spoken_s < ENOUGH_S:
            return unknown
        return assigned.segment
