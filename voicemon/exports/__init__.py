"""Analyses as files that people and other programs read.

Comes in: an `Analysis`. Goes out: text. Must not know: where it is written, the store, the web.

Decisions: one file a format, siblings that do not import each other, registered in `FORMATS`;
nothing here can say what an agent felt: sentiment and scores stand for the customer alone; a
customer's telephone number is shortened (`identity`).
"""

from voicemon.exports.formats import FORMATS, Format

__all__ = ["FORMATS", "Format"]
