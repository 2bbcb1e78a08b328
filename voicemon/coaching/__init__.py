"""What the agent's words did about it, and what could be said now.

Comes in: utterances of both sides with their readings, the evidence of words and of timing, the
stretches of the call. Goes out: empathy moments, met or open, and a suggested next sentence with
its reason. Words and timing only: must not know how anybody sounds, the score, the store or the
web.

Decisions. A moment is opened by what the customer says (`cues`), or by a wait that the agent ends;
words of an agent that do one of the things needed (`acts`, `moments`) answer it. All of it is a
function of the call's audio time and words, one utterance at a time, so a running call has the
same moments as its recording. Answers that do not lie in words (a kind tone) are not seen, and
nothing is said of them. What to say stands in playbooks (`playbook`) that a site may edit.
"""
