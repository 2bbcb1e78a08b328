"""Frustration: evidence in, one score with its reasons out.

Comes in: the `Evidence` of each customer utterance, in the order of audio time. Goes out: one
`Frustration` a step: score, 90 % band, slope, and contributions that add up to the score's
log-odds. Must not know: where evidence came from, what flags will make of it, the clock.

The score is the probability that a trained reviewer who heard the call so far would call the
customer frustrated now (level 2 or more of 0–4, `models/labels/GUIDE.md`). Words for people:
calm < 0.3 ≤ uneasy < 0.5 ≤ frustrated < 0.7 ≤ very frustrated.

Decisions taken here:

* Evidence adds in log-odds, so that every reason has a share that can be named. Cues of one
  witness hear the same thing twice; the strongest counts in full, each further one by half of
  the one before (`fusion`).
* A witness's log-odds are final, damped by how well it heard; `confidence` is only taken as how
  much was learnt, which narrows the band. So no doubt is counted twice.
* What was heard before fades by audio time and can only carry so much; calm fades sooner than
  frustration, because a polite start does not vouch for minute three (`trajectory`).
* Missing evidence never counts as calm: it adds nothing to the mean and widens the band.
* Every number stands in `weights.toml` with where it came from; `calibration` reads it.
"""
