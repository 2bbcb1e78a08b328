"""The witnesses: what each has noticed about the customer, measured, never a verdict.

Comes in: the customer's utterances with their sound, encoder states and reading (`wording` and
`interaction` also take the agent's words and times, never the agent's sound). Goes out: `Evidence`
and `Withheld`. Must not know: fusion, flags, other witnesses, the store, the clock.

* `prosody`: how loud, high, lively, fast, sharp and broken the speech is, against `baseline`, the
  speaker's own usual. `figures` holds the measures that need no library.
* `voice`: vocal anger and arousal that a small head hears in the recogniser's encoder states.
* `wording`: what the words say (a reading's labels, and a lexicon of phrases).
* `interaction`: the timing of both sides: interruptions, dead air, holds, repetition, delays.

Decisions taken here:

* Witnesses do not confer: each is given the same utterance and none sees what another said.
* One witness object serves one call and is fed in the call's time order; models are shared.
* `Evidence.log_odds` is final: damped by how well it was heard (noise, recogniser, reading) and
  while the usual is still being learnt, and bounded, so that a sum of them can be read as it
  stands. `confidence` says how good the measurement was; nobody multiplies by it again.
* What cannot be measured is `Withheld` with its reason; it is never zero.
* Voice and prosody take a `CustomerSegment` and nothing else. There is no other way in.
"""
