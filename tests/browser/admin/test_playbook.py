"""The sentences of the playbook, from the administrator to the agent's desk."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.admin.steps import panel, sure
from tests.browser.team import TEAM, signed_in
from voicemon.coaching.playbook import bundled
from voicemon.runtime.live.prompting import Prompting, prompter
from voicemon.runtime.live.story import Story
from voicemon.runtime.live.teller import Teller
from voicemon.settings import load
from voicemon.types import AgentAct, EmpathyMoment, MomentKind

pytestmark = pytest.mark.e2e


OWN_SENTENCE = "Let me find somebody who can decide this with us."


class Call:
    """A running call whose suggestions come from the product's own prompting."""

    def __init__(self, desk, store, settings, call_id="bad"):
        desk.start(call_id, agent_id="dana.w", team=TEAM, queue="billing", language="en")
        self._id, self._count = call_id, 0
        self._prompter = prompter(load(**settings), store)
        teller = Teller(lambda news: desk.tell(call_id, news), print, lambda: None, lambda _: None)
        story = Story(desk.running[call_id].call)
        self._prompting = Prompting(story, teller, self._prompter)
        self._prompter.start()

    def asks_for_a_manager(self):
        self._count += 1
        moment = EmpathyMoment(
            f"m{self._count}", self._id, "u1", MomentKind.MANAGER, 10.0 * self._count,
            10.0 * self._count, 1, "asked for a manager", (AgentAct.NEXT_STEP,),
        )  # fmt: skip
        self._prompting.noticed([moment])

    def over(self):
        self._prompter.stop()


def test_the_suggestion_at_the_desk_follows_the_playbook(
    admin, url, store, desk, settings, open_page
):
    call = Call(desk, store, settings)
    try:
        dana = signed_in(open_page, f"{url}#/desk", "dana")
        step = dana.get_by_role("region", name="Your call")
        call.asks_for_a_manager()
        shipped = bundled("en").sentences[MomentKind.MANAGER]
        expect(step).to_contain_text(re.compile("|".join(map(re.escape, shipped))))
        page = admin("playbook")
        item = panel(page, "Playbook").get_by_role("listitem").filter(has_text="Asks for a manager")
        expect(item).to_contain_text("as it ships")
        item.get_by_role("textbox").fill(f"{OWN_SENTENCE}\n")
        item.get_by_role("button", name="Save").click()
        expect(item).to_contain_text("own, by Ada Root")
        call.asks_for_a_manager()
        expect(step).to_contain_text(OWN_SENTENCE)
        item.get_by_role("button", name="Back to what ships").click()
        sure(page, "Back to what ships")
        expect(item).to_contain_text("as it ships")
        call.asks_for_a_manager()
        expect(step).not_to_contain_text(OWN_SENTENCE)
        expect(step).to_contain_text(re.compile("|".join(map(re.escape, shipped))))
    finally:
        call.over()
