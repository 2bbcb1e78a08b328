"""Which words of speech that still goes on may be shown as settled: LocalAgreement-2.

Two successive hypotheses agree on a common beginning; that is stable and never taken back (Liu et
al. 2020, "Low-Latency Sequence-to-Sequence Speech Recognition"; Macháček et al. 2023).
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Agreement:
    """One open utterance: its stable words so far, and the last hypothesis behind them."""

    stable: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)

    def hear(self, hypothesis: str) -> None:
        """The newest hypothesis for the whole utterance so far."""
        words = hypothesis.split()[len(self.stable) :]
        agreed = 0
        for old, new in zip(self.unsure, words, strict=False):
            if _plain(old) != _plain(new):
                break
            agreed += 1
        self.stable += words[:agreed]
        self.unsure = words[agreed:]


def _plain(word: str) -> str:
    """A word without case and punctuation, which change when a sentence goes on."""
    return "".join(filter(str.isalnum, word)).casefold()
