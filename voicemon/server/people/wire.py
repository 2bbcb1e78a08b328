"""What the interface of people carries."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from voicemon.server.asks import Ask, Name
from voicemon.server.views import View
from voicemon.server.wire import Wire

RoleName = Literal["admin", "supervisor", "qa", "agent"]
Secret = Annotated[str, StringConstraints(min_length=1, max_length=1000)]
Code = Annotated[str, StringConstraints(min_length=1, max_length=40)]
TeamName = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00-\x1f]*$")]
Login = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00-\x20]+$")]
Teams = Annotated[list[TeamName], Field(max_length=500, description='"": of no team.')]


class PersonOut(Wire):
    """Somebody."""

    id: str
    name: str
    role: RoleName
    teams: list[str]
    agent_id: str | None


class ViewOut(Wire):
    """A view of the page."""

    name: View = Field(description="Its address behind the `#/`, without an id.")
    open: bool = Field(description="To who asks.")
    roles: list[RoleName] = Field(description="Whom it is for.")


class Me(Wire):
    """Who asks, what is open to them, and what the page needs to let them in."""

    person: PersonOut | None = Field(None, description="null: nobody is signed in.")
    login: str = ""
    rights: list[str] = []
    views: list[ViewOut] = Field(description="Every view of the page.")
    csrf: str = Field("", description="To be sent as X-CSRF-Token with every change.")
    how: str = Field("", description="local, password, sso, link, setup or token.")
    sign_in: bool = Field(description="People sign in here.")
    setup: bool = Field(description="There is nobody yet.")
    sso: str = Field("", description="What the button of single sign-on says; empty: none.")
    demo: bool = False
    has_password: bool = False
    second_factor: bool = False
    second_factor_due: bool = Field(False, description="Nothing else is open before it is set up.")
    recovery_codes: int = Field(0, description="How many are left.")


class SignIn(Ask):
    """A login and a password; a code where a second factor is set up."""

    login: Name
    password: Secret
    code: Code | None = None


class OneTime(Ask):
    """A one-time token."""

    token: Secret


class SetUp(OneTime):
    """The first admin."""

    login: Login
    name: Name
    password: Secret


class Reset(OneTime):
    """A new password."""

    password: Secret


class WhoseReset(Wire):
    """Whose password a token sets anew."""

    login: str
    name: str


class NewPassword(Ask):
    """One's own password changes."""

    old: Secret
    new: Secret


class ProofBody(Ask):
    """The password once more, where there is one."""

    password: str = Field("", max_length=1000)


class CodeBody(Ask):
    """A code of the app."""

    code: Code


class SecondFactorOffer(Wire):
    """What an app needs to be set up."""

    secret: str
    uri: str
    svg: str


class RecoveryCodes(Wire):
    """Each counts once; shown once."""

    codes: list[str]


class PersonRow(PersonOut):
    """Somebody, as admins see them."""

    login: str
    created_at: datetime
    disabled_at: datetime | None
    has_password: bool
    second_factor: bool
    single_sign_on: bool
    seen_at: datetime | None


class People(Wire):
    """Everybody."""

    items: list[PersonRow]


class NewPersonBody(Ask):
    """Somebody new, or somebody anew."""

    login: Login
    name: Name
    role: RoleName
    teams: Teams = []
    agent_id: Name | None = None


class PersonBody(NewPersonBody):
    """All that is said of somebody."""

    disabled: bool = False


class Invitation(Wire):
    """A link that sets a password, once."""

    link: str
    expires_at: datetime


class NewPersonOut(Invitation):
    """Somebody new, and the link to give to them."""

    person: PersonRow


class PersonPath(Ask):
    """A person."""

    person_id: Name


class TeamOut(Wire):
    """A team; `kept`: an admin made it."""

    name: str
    people: int
    calls: int
    kept: bool


class TeamsOut(Wire):
    """Teams."""

    items: list[TeamOut]


class TeamBody(Ask):
    """A team."""

    name: Name


class TeamPath(Ask):
    """A team."""

    name: Name


class Whose(Ask):
    """Whose: a person's id, or `all` (for admins); one's own when left out."""

    person: Name | None = None


class SessionOut(Wire):
    """Somebody is signed in, in one browser."""

    id: str
    person_id: str
    person_name: str
    created_at: datetime
    seen_at: datetime
    address: str
    browser: str
    how: str
    present: bool = Field(description="The one that asks.")


class Sessions(Wire):
    """Those used last come first."""

    items: list[SessionOut]


class SessionPath(Ask):
    """A session."""

    session_id: Name


class Ended(Wire):
    """How many sessions ended."""

    ended: int


class TokenOut(Wire):
    """A key for programs."""

    id: str
    name: str
    person_id: str
    person_name: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None


class Tokens(Wire):
    """The newest come first."""

    items: list[TokenOut]


class TokenBody(Ask):
    """A new key for programs."""

    name: Name
    scopes: Annotated[list[Name], Field(min_length=1, max_length=50)]
    days: Annotated[int, Field(ge=1, le=3660)] | None = None


class NewToken(Wire):
    """`text` is shown once."""

    token: TokenOut
    text: str


class TokenPath(Ask):
    """A token."""

    token_id: Name


class AuditOut(Wire):
    """Who did what to what, when."""

    number: int
    at: datetime
    person_id: str
    person_name: str
    action: str
    subject: str
    details: dict[str, object]


class AuditPage(Wire):
    """Some entries, newest first; `next`, as `before`, asks for the older ones."""

    items: list[AuditOut]
    next: int | None


class AuditAsk(Ask):
    """Which entries. `action` may be the part before the dot (`call`)."""

    person: Name | None = None
    action: Name | None = None
    subject: Name | None = None
    since: datetime | None = Field(None, alias="from")
    until: datetime | None = Field(None, alias="to")
    before: Annotated[int, Field(ge=1, le=2**53)] | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class SsoAsk(Ask):
    """Where to go afterwards: a view of the page."""

    next: Annotated[str, StringConstraints(max_length=500, pattern=r"^#/[^\x00-\x20]*$")] = "#/"
