"""An agent's desk says who has joined the call by telephone, and when they are gone."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from tests.browser.product import running
from tests.browser.team import hire, signed_in
from tests.browser.test_flags import start
from tests.notify.receivers import Web
from tests.scripted_desk import ScriptedDesk
from voicemon.notify import signing
from voicemon.server.ingest.secrets import seal
from voicemon.store.notice_records import TargetKind, TargetSettings

pytestmark = pytest.mark.e2e

ASK = """async (action) => {
  const { csrf } = await (await fetch("api/me")).json();
  const headers = { "Content-Type": "application/json", "X-CSRF-Token": csrf };
  const body = action && JSON.stringify({ action, extension: "201" });
  const method = action ? "POST" : "DELETE";
  return (await fetch("api/live/bad/phone", { method, headers, body })).status;
}"""


@pytest.fixture
def desk():
    return ScriptedDesk()


@pytest.fixture
def product(tmp_path, page_folder, desk):
    """A product with a telephone system that takes every wish."""
    chosen = {"sign_in": True, "notify_private_networks": "127.0.0.0/8"}
    folder = tmp_path / "data"
    with (
        Web((200, {}, b"")) as pbx,
        running(folder, page_folder, desk=desk, **chosen) as (url, store),
    ):
        hire(store)
        address, secret = (seal(folder, text.encode()) for text in (pbx.url, signing.new_secret()))
        settings = TargetSettings("pbx", TargetKind.PBX)
        store.notice_targets.add(settings, "pbx", address, secret, datetime.now(UTC))
        start(desk)
        yield url


def own_call(page):
    return page.get_by_role("region", name="Your call")


def test_who_whispers_is_named_until_the_receiver_is_down(product, open_page):
    agent = signed_in(open_page, f"{product}#/desk", "dana")
    expect(own_call(agent)).to_be_visible()
    supervisor = signed_in(open_page, f"{product}#/board", "nora")
    assert supervisor.evaluate(ASK, "listen") == 200
    expect(own_call(agent)).to_contain_text("Somebody of your team listens by telephone")
    assert supervisor.evaluate(ASK, "whisper") == 200
    expect(own_call(agent)).to_contain_text("Nora North has joined by telephone")
    expect(own_call(agent)).to_contain_text("only you hear them")
    expect(own_call(agent)).not_to_contain_text("Somebody of your team")
    assert supervisor.evaluate(ASK, None) == 204
    expect(own_call(agent)).not_to_contain_text("by telephone")
