"""A sign: something that happened on the line and waits for the customer's next utterance."""

from __future__ import annotations

from dataclasses import dataclass

from voicemon.types import Evidence, Utterance

SURE = 0.9  # roles by channel and times by VAD are nearly certain


@dataclass(frozen=True, slots=True)
class Sign:
    """Evidence that has no utterance yet. `cue` is without the witness's name."""

    cue: str
    start_s: float
    end_s: float
    measured: float
    unit: str
    log_odds: float
    note: str
    confidence: float = SURE

    def on(self, utterance: Utterance) -> Evidence:
        """The evidence that this sign is on a customer's utterance."""
        return Evidence(
            utterance_id=utterance.id,
            cue=f"interaction.{self.cue}",
            start_s=self.start_s,
            end_s=self.end_s,
            measured=self.measured,
            unit=self.unit,
            baseline=None,
            log_odds=self.log_odds,
            confidence=self.confidence,
            note=self.note,
        )
