"""Answers of many rows: made in a thread, and written in pieces, so that conversations go on beside them."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, ParamSpec

import msgspec
from fastapi import Response

PIECE = 100
"""Rows that are written at a time: the encoder lets no other thread run before it is done."""

P = ParamSpec("P")


async def json_answer(make: Callable[P, Mapping[str, object]], *args: P.args, **kwargs: P.kwargs) -> Response:
    """What `make` returns, as JSON."""
    return await asyncio.to_thread(lambda: _answer(make(*args, **kwargs)))


def members(found: Any) -> dict[str, object]:
    """The fields of a dataclass by their names, as they are: copying each row of them takes long."""
    return {field.name: getattr(found, field.name) for field in fields(found)}


def _answer(body: Mapping[str, object]) -> Response:
    members = [msgspec.json.encode(name) + b":" + _value(value) for name, value in body.items()]
    return Response(b"{" + b",".join(members) + b"}", media_type="application/json")


def _value(value: object) -> bytes:
    if not isinstance(value, list | tuple):
        return msgspec.json.encode(value)
    pieces = [msgspec.json.encode(value[first : first + PIECE]) for first in range(0, len(value), PIECE)]
    return b"[" + b",".join(piece[1:-1] for piece in pieces) + b"]"
