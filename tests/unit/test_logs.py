"""Nothing personal and nothing secret reaches a log line, from whichever library it comes (I17)."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from app import logs

TOKEN = "kZ3f9_QmTn0aVb1cWd2eXf3gYh4iZj5kAl6mBn7oCp8"


@pytest.fixture(autouse=True)
def _json_lines() -> Iterator[None]:
    root = logging.getLogger()
    level = root.level
    logs.set_up("debug", "json")
    yield
    root.setLevel(level)
    for handler in [handler for handler in root.handlers if isinstance(handler, logs.LineHandler)]:
        root.removeHandler(handler)


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


@pytest.mark.parametrize(
    "secret",
    [
        "01129955131",
        "011299 55131",
        "1234.56.78903",
        "192.168.10.7",
        "2001:db8:85a3::8a2e:370:7334",
        "::ffff:10.0.0.1",
        TOKEN,
        "a" * 64,
        "ola@skole.example",
    ],
)
@pytest.mark.parametrize(
    "place", ["event", "field", "nested", "library", "library's error", "exception", "cause"]
)
def test_a_secret_value_is_cut_wherever_it_stands(
    secret: str, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write(place, secret)
    written = capsys.readouterr().err
    assert secret not in written
    assert "[left out]" in written


def write(place: str, secret: str) -> None:
    logger = logs.log("desk.test")
    match place:
        case "event":
            logger.info(f"seen {secret} here")
        case "field":
            logger.info("seen", subject=f"about {secret}")
        case "nested":
            logger.info("seen", subjects=[{"subject": secret}])
        case "library":
            logging.getLogger("some.library").warning("client %s connected", secret)
        case "library's error":
            fail(logging.getLogger("some.library"), ValueError(f"cannot use {secret}"), None)
        case "exception":
            fail(logger, ValueError(f"cannot use {secret}"), None)
        case "cause":
            fail(logger, ValueError("cannot"), ValueError(secret))


def fail(logger: Any, error: Exception, cause: Exception | None) -> None:
    try:
        raise error from cause
    except ValueError:
        logger.exception("failed")


@pytest.mark.parametrize("key", ["token", "text", "password", "client", "ip", "citizen_token", "cookie"])
def test_a_field_named_like_a_secret_is_left_out(key: str, capsys: pytest.CaptureFixture[str]) -> None:
    logs.log("desk.test").info("seen", **{key: "plain"})
    assert lines(capsys)[0][key] == "[left out]"


def test_an_identity_number_as_an_integer_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    logs.log("desk.test").info("seen", subject=11129955131)
    assert lines(capsys)[0]["subject"] == "[left out]"


def test_further_lines_of_a_database_error_are_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    error = ValueError("null value\nDETAIL:  Failing row contains (I want to be a baker)")
    fail(logs.log("desk.test"), error, None)
    written = capsys.readouterr().err
    assert "null value" in written
    assert "baker" not in written


def test_ids_instants_and_lengths_stay_readable(capsys: pytest.CaptureFixture[str]) -> None:
    contact = "019a1234-5678-7abc-8def-123456789012"
    logs.log("desk.test").info("offered", contact_id=contact, since="2026-11-23T09:00:00.000Z", waited=12.5)
    [line] = lines(capsys)
    assert line["contact_id"] == contact
    assert line["since"] == "2026-11-23T09:00:00.000Z"
    assert line["waited"] == 12.5
    assert line["level"] == "info"


def test_uvicorn_says_nothing_of_who_connects(capsys: pytest.CaptureFixture[str]) -> None:
    logging.getLogger("uvicorn.error").info('%s - "WebSocket %s" [accepted]', "10.0.0.1", "/ws/citizen?x=1")
    logging.getLogger("uvicorn.access").info("10.0.0.1 GET /")
    assert capsys.readouterr().err == ""


def test_a_line_that_cannot_be_written_does_not_show_what_it_held(
    capsys: pytest.CaptureFixture[str],
) -> None:
    record = logging.makeLogRecord({"name": "desk.test", "msg": "to %s and %s", "args": ("a citizen",)})
    logs.LineHandler().emit(record)
    assert capsys.readouterr().err == "a log line of desk.test could not be written\n"
