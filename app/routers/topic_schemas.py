"""The list of topics as JSON, for `/openapi.json`.

What comes in is described and not converted: the domain reads it, with one set of reasons.
"""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, WithJsonSchema

from app.domain.topic_list import Standing
from app.domain.topic_preview import Finding
from app.routers.hours_schemas import MaybeDay
from app.routers.lists import TopicGroup

LABEL = {"type": "string", "minLength": 1, "maxLength": 100}
Label = Annotated[Any, WithJsonSchema(LABEL)]
MaybeLabel = Annotated[Any, WithJsonSchema({"anyOf": [LABEL, {"type": "null"}]})]
Hint = Annotated[Any, WithJsonSchema({"anyOf": [{"type": "string", "maxLength": 200}, {"type": "null"}]})]
Code = Annotated[Any, WithJsonSchema({"type": "string", "examples": ["UTD.VGS"]})]
MaybeCode = Annotated[Any, WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "null"}]})]
Flag = Annotated[Any, WithJsonSchema({"anyOf": [{"type": "boolean"}, {"type": "null"}]})]
Codes = Annotated[Any, WithJsonSchema({"type": "array", "items": {"type": "string"}})]


class TopicWords(BaseModel):
    """What a topic is called, what helps to find it, and whether it asks for the education level."""

    nb: Label = None
    nn: Label = None
    en: Label = None
    se: MaybeLabel = None
    hint_nb: Hint = None
    hint_nn: Hint = None
    hint_en: Hint = None
    requires_education_level: Flag = None
    active_from: MaybeDay = None


class NewTopic(TopicWords):
    """A further topic: `parent` is a first-level code, or null for a first-level one."""

    code: Code = None
    parent: MaybeCode = None


class ChangedTopic(TopicWords):
    """What a topic is from now on; `if_version`: the one read, so that nobody's change is lost."""

    retired_from: MaybeDay = None
    successor: MaybeCode = None
    if_version: MaybeCode = None


class TopicOrder(BaseModel):
    """Every code of one level in the order counsellors see; `if_version` is the list's."""

    parent: MaybeCode = None
    codes: Codes = None
    if_version: MaybeCode = None


class ListedTopic(BaseModel):
    """A topic and its life: offered from `active_from` (an Oslo date) until before `retired_from`."""

    model_config = ConfigDict(extra="allow")

    code: str
    parent: str | None
    nb: str
    nn: str
    en: str
    requires_education_level: bool
    active_from: str | None
    retired_from: str | None
    successor: str | None
    state: Standing
    version: str


class ListedGroup(ListedTopic):
    """A first-level topic with every topic that is or was below it."""

    children: list[ListedTopic]


class TopicListView(BaseModel):
    """Every topic there ever was; `version` is another with any change, `edition` names the newest."""

    version: str
    edition: str
    topics: list[ListedGroup]


class TopicPreview(BaseModel):
    """What a change would mean: the groups it touches as counsellors see them from `seen_from` on.

    `recorded`: contacts of the last year with the topic; `drafts`: wrap-ups on their way that name it.
    """

    seen_from: str
    topics: list[TopicGroup]
    recorded: int
    drafts: int
    findings: list[Finding]
