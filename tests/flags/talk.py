"""Moments of a call, for rules to be asked about."""

from __future__ import annotations

import numpy as np

from voicemon.flags.lifecycle import FlagKeeper
from voicemon.flags.rule import Case, Rule
from voicemon.flags.rules import RuleBook
from voicemon.types import Evidence, Frustration, Role, Severity, Utterance, Word


def said(at_s, text="this is the third time I call", role=Role.CUSTOMER, language="en"):
    words = (Word(text, at_s - 3, at_s, 0.9),)
    name = f"u{at_s:g}{role.value[0]}"
    return Utterance(name, "call", role, at_s - 3, at_s, text, words, language, -0.2, 0.01)


def cue(name, log_odds, confidence=0.9, note="a note", measured=1.0):
    return Evidence("u", name, 0, 1, measured, "share", None, log_odds, confidence, note)


def rule(*conditions, severity=Severity.WATCH, **changes):
    """A rule of one case; more conditions are further cases, graver each."""
    graver = list(Severity)[list(Severity).index(severity) :]
    cases = tuple(
        Case(severity=each, when=when) for each, when in zip(graver, conditions, strict=False)
    )
    return Rule(**{"id": "mine", "name": "Mine", "cases": cases, **changes})


class Talk:
    """A call that goes on; `flags` holds all that its rules have told."""

    def __init__(self, *rules, examples=None, call=None, zone=None):
        book = RuleBook(rules, examples or {}, **({"zone": zone} if zone else {}))
        self.keeper = FlagKeeper("call", book, call)
        self.flags = []

    def customer(self, at_s, text="well", score=0.2, *evidence, embedding=None, slope=0.0, **how):
        shares = {"usual": -2.4, "so far": 0.0} | {item.cue: item.log_odds for item in evidence}
        point = Frustration("call", f"u{at_s:g}c", at_s, score, 0.0, 1.0, slope, shares)
        vector = None if embedding is None else np.asarray(embedding, np.float32)
        self._told(self.keeper.step(said(at_s, text, **how), evidence, point, vector))
        return self

    def agent(self, at_s, text="I see", embedding=None):
        vector = None if embedding is None else np.asarray(embedding, np.float32)
        self._told(self.keeper.step(said(at_s, text, Role.AGENT), (), None, vector))
        return self

    def end(self, at_s):
        self._told(self.keeper.end(at_s))
        return self

    def _told(self, flags):
        self.flags += flags

    @property
    def raised(self):
        return [(flag.at_s, flag.severity) for flag in self.flags if flag.state == "raised"]

    @property
    def times(self):
        return [at_s for at_s, _ in self.raised]

    @property
    def reasons(self):
        return [flag.reason for flag in self.flags if flag.state == "raised"]
