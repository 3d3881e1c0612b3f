"""Quick replies, public pages and notices as JSON, for `/openapi.json`.

What comes in is described and not converted: the domain reads it, with one set of reasons.
"""

from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, Field, WithJsonSchema

from app.routers.hours_schemas import INSTANT

Text = Annotated[Any, WithJsonSchema({"type": "string", "minLength": 1, "maxLength": 2_000})]
MaybeText = Annotated[
    Any, WithJsonSchema({"anyOf": [{"type": "string", "maxLength": 2_000}, {"type": "null"}]})
]
Shortcut = Annotated[Any, WithJsonSchema({"type": "string", "pattern": "^/[a-zæøå0-9-]{1,20}$"})]
Stage = Annotated[Any, WithJsonSchema({"enum": ["kontakt", "kontrakt", "kommunikasjon", "konklusjon"]})]
Version = Annotated[Any, WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "null"}]})]
Address = Annotated[Any, WithJsonSchema({"type": "string", "format": "uri", "pattern": "^https://"})]
Words = Annotated[Any, WithJsonSchema({"type": "string", "maxLength": 300})]
At = Annotated[Any, WithJsonSchema(INSTANT)]
ReaderKind = Annotated[Any, WithJsonSchema({"enum": ["citizens", "staff"]})]
NoticeText = Annotated[Any, WithJsonSchema({"type": "string", "minLength": 1, "maxLength": 500})]
TITLE = {"type": "string", "minLength": 1, "maxLength": 120}
Title = Annotated[
    Any,
    WithJsonSchema(
        {
            "type": "object",
            "required": ["nb", "nn", "en"],
            "properties": {"nb": TITLE, "nn": TITLE, "en": TITLE},
        }
    ),
]


class SharedBody(BaseModel):
    """A quick reply of everybody's; `if_version`: the one read, so that nobody's change is lost."""

    shortcut: Shortcut = None
    stage: Stage = None
    nb: Text = None
    nn: Text = None
    en: Text = None
    se: MaybeText = None
    if_version: Version = None


class OwnBody(BaseModel):
    """A counsellor's own quick reply, in one language at least."""

    shortcut: Shortcut = None
    nb: MaybeText = None
    nn: MaybeText = None
    en: MaybeText = None
    se: MaybeText = None


class Shared(BaseModel):
    """A quick reply of everybody's with placeholders in braces; `version` changes with what it holds."""

    key: str
    scope: str = "shared"
    stage: str
    shortcut: str
    nb: str
    nn: str
    en: str
    se: str | None = None
    version: str


class Own(BaseModel):
    """A counsellor's own quick reply; null where it has no text in a language."""

    reply_id: UUID
    scope: str = "own"
    shortcut: str
    nb: str | None = None
    nn: str | None = None
    en: str | None = None
    se: str | None = None


class Every(BaseModel):
    """Every quick reply, and what may stand in braces; `version` is the settings' (`settings` frames)."""

    version: int
    placeholders: list[str]
    stages: list[str]
    counsellor_replies: list[Shared]
    own: list[Own]


class PreviewBody(BaseModel):
    """A text with placeholders in braces."""

    text: Annotated[str, Field(max_length=4_000)]
    language: str = "nb"


class Previewed(BaseModel):
    """The text with example values; `anonymous` without an alias; `unknown` are no placeholders."""

    text: str
    anonymous: str
    unknown: list[str]


class PageBody(BaseModel):
    """A public page: an `https` address, its titles, and words that help to find it."""

    address: Address = None
    title: Title = None
    words: Words = None
    if_version: Version = None


class PublicPage(BaseModel):
    """A page that counsellors may link to; `version` changes with what it holds."""

    page_id: UUID
    address: str
    title: dict[str, str]
    words: str
    version: str


class PublicPages(BaseModel):
    """All of them in their order."""

    pages: list[PublicPage]


class KnownSites(BaseModel):
    """The hosts of those pages, with and without `www.`."""

    sites: list[str]


class NoticeBody(BaseModel):
    """What is told to whom, from when until when."""

    audience: ReaderKind = None
    nb: NoticeText = None
    nn: NoticeText = None
    en: NoticeText = None
    starts_at: At = None
    ends_at: At = None
    if_version: Version = None


class Notice(BaseModel):
    """A notice; `state` is `now`, `planned` or `past`, `author` whoever wrote it."""

    notice_id: UUID
    audience: str
    nb: str
    nn: str
    en: str
    starts_at: str
    ends_at: str
    state: str
    author: str | None = None
    version: str


class Notices(BaseModel):
    """The last to begin first."""

    notices: list[Notice]


class StandingNotice(BaseModel):
    """A notice that stands now."""

    notice_id: UUID
    nb: str
    nn: str
    en: str
    until: str


class NoticesNow(BaseModel):
    """The newest begun first."""

    notices: list[StandingNotice]
