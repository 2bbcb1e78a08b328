"""The made-up call as it would come in live: utterance by utterance, for a `ScriptedDesk`."""

from tests.browser.made_call import CUSTOMER, TURNS, evidence_on, utterances
from voicemon.flags.lifecycle import FlagKeeper
from voicemon.frustration.trajectory import Trajectory
from voicemon.runtime.live.changes import Marked, Partial, Provisional, Weighed
from voicemon.types import Stretch, StretchKind


def weighed(call_id):
    """What each turn adds, by the product's own fusion and rules."""
    trajectory, keeper = Trajectory(call_id), FlagKeeper(call_id)
    story = []
    for utterance, (*_, cues) in zip(utterances(call_id), TURNS, strict=True):
        found = evidence_on(utterance, cues)
        point = None
        if utterance.role is CUSTOMER or found:
            point = trajectory.step(utterance.id, utterance.end_s, found)
        flags = keeper.step(utterance, found, point)
        story.append(Weighed(utterance, tuple(found), (), point, tuple(flags)))
    return story


def partial_of(piece, words):
    """The first `words` of an utterance while it is still spoken; the last two are unsure."""
    spoken = piece.utterance.words[:words]
    stable, unsure = spoken[:-2], spoken[-2:]
    return Partial(
        piece.utterance.id,
        piece.utterance.role,
        piece.utterance.start_s,
        spoken[-1].end_s,
        " ".join(word.text for word in stable),
        " ".join(word.text for word in unsure),
    )


def play(desk, call_id, until, since=0, lag_s=0.7):
    """Turns `since` … `until` − 1 are over."""
    for piece in weighed(call_id)[since:until]:
        desk.status(call_id, heard_s=piece.utterance.end_s + lag_s, lag_s=lag_s)
        desk.tell(call_id, piece)
        if piece.utterance.id == "u008":
            desk.tell(call_id, Marked(Stretch(StretchKind.HOLD, 62.5, 107.4)))


def speak(desk, call_id, turn, words):
    """Turn `turn` is being spoken; after eight words there is a provisional score."""
    piece = weighed(call_id)[turn]
    partial = partial_of(piece, words)
    desk.status(call_id, heard_s=partial.end_s + 0.3)
    desk.tell(call_id, partial)
    if words >= 8 and piece.frustration:
        desk.tell(call_id, Provisional(piece.frustration))
