"""Flags: frustration and events in, calls for a human out.

Comes in: each utterance in the order of audio time, the evidence on it, the score after it (None
after an agent's). Goes out: `Flag` transitions, appended, never changed. Must not know: how
anyone is told, who is looking, where evidence came from, the clock.

Decisions taken here:

* Rules are data (`rule.Rule`): conditions with a severity, a scope, hours, a cooldown. What each
  condition asks of the call is one pure function over what is remembered of it (`memory.Memory`);
  the same data is JSON (`rule_json`) and a sentence (`sentences`). `rules.RULES` ship.
* A rule asks only about what is stored of a call, so that a stored call raises the flags that the
  running one did.
* The life of a flag is a table (`lifecycle.NEXT`); whoever moves one, person or voicemon, goes
  through `lifecycle.moved`.
* One open flag a rule. A rule that ended by itself waits for its cooldown; one that asks for a
  person (a manager, a threat to leave) ends only by a person's hand.
* Every flag carries a quote, its time and its reasons in one sentence.
"""
