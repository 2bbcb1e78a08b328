"""A picture of a page with 256 colours: a third of its size, and nobody sees the difference."""

from contextlib import suppress
from fractions import Fraction
from io import BytesIO

import av
from av.filter import Graph
from playwright.sync_api import TimeoutError as TooLate

CALM_MS = 25_000
SETTLED_MS = 400


def unhurried(page):
    """Waits until no call is marked as busy: a browser on the machine that hears the calls makes
    it so while it opens a page. Where that does not pass soon, it stays.
    """
    with suppress(TooLate):
        page.locator(".step").first.wait_for(state="detached", timeout=CALM_MS)
    page.wait_for_timeout(SETTLED_MS)


def pictured(page):
    """What stands there, as a small PNG."""
    unhurried(page)
    return shrunk(page.screenshot())


def shrunk(png):
    """The same picture as a PNG with a palette made for it."""
    with av.open(BytesIO(png)) as container:
        frame = next(container.decode(video=0))
    graph = Graph()
    source = graph.add_buffer(
        width=frame.width, height=frame.height, format=frame.format, time_base=Fraction(1)
    )
    split = graph.add("split")
    palette = graph.add("palettegen", "stats_mode=single:reserve_transparent=0")
    use = graph.add("paletteuse", "dither=none:new=1")
    sink = graph.add("buffersink")
    source.link_to(split)
    split.link_to(use, 0, 0)
    split.link_to(palette, 1, 0)
    palette.link_to(use, 0, 1)
    use.link_to(sink)
    graph.configure()
    graph.push(frame)
    graph.push(None)
    few = graph.pull()
    codec = av.CodecContext.create("png", "w")
    codec.width, codec.height, codec.pix_fmt = few.width, few.height, "pal8"
    codec.time_base = Fraction(1)
    codec.options = {"compression_level": "9", "pred": "none"}
    return b"".join(bytes(packet) for packet in [*codec.encode(few), *codec.encode(None)])
