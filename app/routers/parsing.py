"""From a text frame to a command, or to the error frame that its sender gets."""

import json
import re
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, get_args
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from app.domain.errors import DeskError, Invalid, UnknownType
from app.frames.hello import Hello
from app.frames.shared import Error

C = TypeVar("C")

SURROGATE = re.compile("[\ud800-\udfff]")
"""Half a character: a browser sends it as an escape, and no UTF-8 can hold it."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What an answer must name of the command it answers, as far as it could be read."""

    id: str | UnsetType = UNSET
    cid: UUID | UnsetType = UNSET
    contact_id: UUID | UnsetType = UNSET

    def error(self, error: DeskError) -> Error:
        """The error frame for this command."""
        return Error(
            code=error.code,
            message=error.message,
            details=dict(error.details),
            id=self.id,
            cid=self.cid,
            contact_id=self.contact_id,
            retry_after_ms=UNSET if error.retry_after_ms is None else error.retry_after_ms,
        )


class BrokenFrame(Exception):
    """The frame is no JSON object."""


class Refused(Exception):
    """The frame is no command that could be done; `error` is what its sender gets."""

    def __init__(self, error: Error) -> None:
        super().__init__(error.code)
        self.error = error


class Commands(Generic[C]):
    """Reads the commands of one side."""

    def __init__(self, union: Any) -> None:
        """`union` is a union of tagged structs; with a hello in it, a single one needs its `type` too."""
        self._decoder = msgspec.json.Decoder(union | Hello)
        members = get_args(union) or (union,)
        self._types = {member.__struct_config__.tag for member in members}

    def read(self, text: str) -> tuple[C, Envelope]:
        """The command, and what an answer must name; raises `BrokenFrame`, `Refused`."""
        try:
            command: Any = self._decoder.decode(text)
        except msgspec.ValidationError as error:
            envelope, kind = _envelope(text)
            raise Refused(envelope.error(self._why(kind, str(error)))) from error
        except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
            raise _half_a_character(text) from error
        if isinstance(command, Hello):
            envelope, kind = _envelope(text)
            raise Refused(envelope.error(self._why(kind, "")))
        return command, envelope_of(command)

    def _why(self, kind: object, said: str) -> DeskError:
        if isinstance(kind, str) and kind not in self._types:
            return UnknownType({"type": kind[:40]})
        return Invalid(_details(said))


def envelope_of(command: object) -> Envelope:
    """What an answer must name of a command that could be read."""
    given = getattr(command, "id", None)
    return Envelope(
        id=UNSET if given is None else given,
        cid=getattr(command, "cid", UNSET),
        contact_id=getattr(command, "contact_id", None) or UNSET,
    )


def _envelope(text: str) -> tuple[Envelope, object]:
    try:
        given = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise BrokenFrame from error
    if not isinstance(given, dict):
        raise BrokenFrame
    return _named_in(given), given.get("type")


def _named_in(given: dict[str, Any]) -> Envelope:
    name = given.get("id")
    return Envelope(
        id=name if isinstance(name, str) and not SURROGATE.search(name) else UNSET,
        cid=_uuid(given.get("cid")),
        contact_id=_uuid(given.get("contact_id")),
    )


def _half_a_character(text: str) -> BrokenFrame | Refused:
    """A frame that only half a character keeps from being read is `invalid` by name, not broken."""
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        return BrokenFrame()
    if not isinstance(given, dict):
        return BrokenFrame()
    halves = [name for name, value in given.items() if isinstance(value, str) and SURROGATE.search(value)]
    if not halves:
        return BrokenFrame()
    details = {SURROGATE.sub("", name): "must hold no lone surrogates" for name in halves}
    return Refused(_named_in(given).error(Invalid(details)))


def _uuid(value: object) -> UUID | UnsetType:
    try:
        return UUID(value) if isinstance(value, str) else UNSET
    except ValueError:
        return UNSET


def _details(said: str) -> dict[str, str]:
    """msgspec's sentence as field -> why: «Expected `str`, got `int` - at `$.text`»."""
    why, _, place = said.partition(" - at ")
    field = place.strip("`").removeprefix("$").lstrip(".") or _field_in(why) or "frame"
    return {field: why.replace("`", "")}


def _field_in(why: str) -> str | None:
    parts = why.split("`")
    return parts[1] if len(parts) > 2 and "field" in parts[0] else None
