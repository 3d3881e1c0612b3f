"""Calls by hand and holds as JSON bodies, for `/openapi.json`; what they must hold the domain checks."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, WithJsonSchema

from app.routers.hours_schemas import INSTANT, MaybeInstant

WRAP_UP = {
    "anyOf": [{"type": "object"}, {"type": "null"}],
    "description": "The fields of the `wrap_up` frame; only with `ended_at`",
}

Instant = Annotated[Any, WithJsonSchema(INSTANT)]
LanguageCode = Annotated[Any, WithJsonSchema({"enum": ["nb", "nn", "en", "se"]})]
RequestId = Annotated[Any, WithJsonSchema({"type": "string", "format": "uuid"})]
Reason = Annotated[Any, WithJsonSchema({"type": "string", "minLength": 1, "maxLength": 300})]


class CallBody(BaseModel):
    """A call: it goes on while `ended_at` is null, and is recorded already where `wrap_up` is given."""

    model_config = ConfigDict(json_schema_extra={"required": ["request_id", "language", "started_at"]})

    request_id: RequestId = None
    language: LanguageCode = None
    started_at: Instant = None
    ended_at: MaybeInstant = None
    wrap_up: Annotated[Any, WithJsonSchema(WRAP_UP)] = None


class SpokenBody(BaseModel):
    """The language of a call, as it was heard."""

    model_config = ConfigDict(json_schema_extra={"required": ["language"]})

    language: LanguageCode = None


class HoldBody(BaseModel):
    """Until when a text is held, and why; nothing personal is kept of the reason."""

    model_config = ConfigDict(json_schema_extra={"required": ["reason", "until"]})

    reason: Reason = None
    until: Instant = None


class Called(BaseModel):
    """The contact of a call."""

    contact_id: str
