from voicemon.runtime.live.changes import Phase, Status
from voicemon.server import live_shapes


def test_the_page_is_told_what_is_wrong_with_a_call():
    told = live_shapes.status(Status(Phase.LIVE, 10.0, 0.5, warnings=("words are withheld",)))
    assert told.warnings == ["words are withheld"]
