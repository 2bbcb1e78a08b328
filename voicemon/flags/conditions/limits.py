"""What a figure or a text of a condition may be; JSON is checked against it word for word."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field, StringConstraints

PLAIN = r"^[^\x00-\x1f\x7f]*$"  # no control characters
WINDOW_S = 600.0  # the longest trailing window

Share = Annotated[float, Field(strict=True, ge=0.0, le=1.0)]
Seconds = Annotated[float, Field(strict=True, ge=0.0, le=3600.0)]
Window = Annotated[float, Field(strict=True, ge=0.0, le=WINDOW_S)]
LogOdds = Annotated[float, Field(strict=True, ge=-5.0, le=5.0)]
Times = Annotated[int, Field(strict=True, ge=1, le=20)]
Flag = Annotated[bool, Field(strict=True)]
Phrase = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=200, pattern=PLAIN)]


class Data:
    """Base of what a rule is made of: a dataclass whose JSON form holds no unknown keys."""

    __slots__ = ()
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")


class SaidBy(StrEnum):
    """Whose words are looked at; a speaker without a role counts as the customer."""

    CUSTOMER = "customer"
    AGENT = "agent"
    ANYBODY = "anybody"
