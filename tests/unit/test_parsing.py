"""From a frame to a command or to the error its sender gets; whatever arrives, nothing else comes out."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET

from app.frames.citizen import CitizenCommand, Leave, PostMessage
from app.frames.counsellor import Accept, CounsellorCommand
from app.routers.parsing import BrokenFrame, Commands, Refused

CITIZEN: Commands[Any] = Commands(CitizenCommand)
COUNSELLOR: Commands[Any] = Commands(CounsellorCommand)
SOME = UUID(int=1)


def refusal(text: str, commands: Commands[Any] = CITIZEN) -> Any:
    """The error frame for this text."""
    with pytest.raises(Refused) as refused:
        commands.read(text)
    return refused.value.error


def test_a_command_is_read_with_what_its_answer_must_name() -> None:
    text = json.dumps({"type": "message", "id": "a", "cid": str(SOME), "text": "Hei", "more": 1})
    command, envelope = CITIZEN.read(text)
    assert command == PostMessage(id="a", cid=SOME, text="Hei")
    assert (envelope.id, envelope.cid, envelope.contact_id) == ("a", SOME, UNSET)
    command, envelope = CITIZEN.read('{"type": "leave"}')
    assert (command, envelope.id) == (Leave(), UNSET)
    command, envelope = COUNSELLOR.read(json.dumps({"type": "accept", "contact_id": str(SOME)}))
    assert (command, envelope.contact_id) == (Accept(contact_id=SOME), SOME)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "1", '"x"', "null", "nul", "{'type':'leave'}", "[" * 100_000]
)
def test_what_is_no_json_object_is_broken(text: str) -> None:
    with pytest.raises(BrokenFrame):
        CITIZEN.read(text)


@pytest.mark.parametrize(
    ("frame", "code", "field"),
    [
        ({"type": "dance"}, "unknown_type", "type"),
        ({"type": "accept"}, "unknown_type", "type"),
        ({"type": "message", "cid": str(SOME)}, "invalid", "text"),
        ({"type": "message", "cid": "1", "text": "Hei"}, "invalid", "cid"),
        ({"type": "message", "cid": str(SOME), "text": 1}, "invalid", "text"),
        ({"type": "seen", "seq": "1"}, "invalid", "seq"),
        ({"type": "seen", "seq": 1.5}, "invalid", "seq"),
        ({"type": 7}, "invalid", "type"),
        ({}, "invalid", "type"),
    ],
)
def test_what_is_wrong_with_a_command_comes_back_by_field(
    frame: dict[str, Any], code: str, field: str
) -> None:
    error = refusal(json.dumps({"id": "a"} | frame))
    assert (error.code, list(error.details), error.id) == (code, [field], "a")


def test_an_error_about_a_message_carries_its_cid_and_contact() -> None:
    frame = {"type": "message", "contact_id": str(SOME), "cid": str(SOME), "text": 1}
    error = refusal(json.dumps(frame), COUNSELLOR)
    assert (error.cid, error.contact_id, error.id) == (SOME, SOME, UNSET)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=5), inside, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from(["type", "id", "cid", "text", "seq", "contact_id", "to", "channels", "topics"])
TYPES = st.sampled_from(["message", "seen", "take", "transfer", "wrap_up", "presence", "hello", "heartbeat"])
FRAMES = st.builds(
    lambda fields, kind: json.dumps(fields | {"type": kind}), st.dictionaries(NAMES, JSON), TYPES | JSON
)


def outcome(text: str, commands: Commands[Any]) -> Any:
    """The error for this text, None where it is a command or broken."""
    try:
        commands.read(text)
    except Refused as refused:
        return refused.error
    except BrokenFrame:
        return None
    return None


@given(st.one_of(st.text(), FRAMES, JSON.map(json.dumps)))
def test_whatever_arrives_is_a_command_or_an_answer(text: str) -> None:
    for commands in (CITIZEN, COUNSELLOR):
        answer = outcome(text, commands)
        assert answer is None or (answer.code in ("invalid", "unknown_type") and answer.details)
