"""The emergency lines: a draft in every language, or the operator's file, or one clear line why not."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from app.domain.emergency import read_emergency
from app.domain.errors import Invalid
from app.seed.document import document
from app.seed.emergency import emergency
from app.settings import Settings


def draft() -> dict[str, Any]:
    """The seeded document, to be changed."""
    found: dict[str, Any] = copy.deepcopy(document("emergency"))
    return found


def test_the_draft_stands_in_three_languages_and_begins_with_the_ambulance() -> None:
    found = emergency(None)
    assert found.lines[0].number == "113"
    for text in (found.routine, *found.steps, *(one.about for one in found.lines)):
        assert set(text.as_json()) == {"nb", "nn", "en"}


def test_an_operators_file_replaces_it(tmp_path: Path) -> None:
    body = draft()
    body["lines"] = [{**body["lines"][0], "number": "+47 22 40 00 40"}]
    body["steps"] = body["steps"][:1]
    file = tmp_path / "lines.json"
    file.write_text(json.dumps(body), encoding="utf-8")
    found = emergency(Settings(emergency_file=file).emergency_file)
    assert [one.number for one in found.lines] == ["+47 22 40 00 40"]
    assert len(found.steps) == 1


@pytest.mark.parametrize("number", ["", "call me", 113, None, "113;", "1", "<b>113</b>", "113\n", "1" * 40])
def test_a_number_is_a_number_to_call(number: object) -> None:
    body = draft()
    body["lines"][2]["number"] = number
    with pytest.raises(Invalid) as refused:
        read_emergency(body)
    assert list(refused.value.details) == ["lines[2].number"]


def test_every_gap_is_named() -> None:
    body = draft()
    del body["steps"][1]["nn"]
    body["lines"][0]["about"]["en"] = " "
    body["lines"][1]["when"] = "always"
    body["routine"]["se"] = "x" * 401
    with pytest.raises(Invalid) as refused:
        read_emergency(body)
    assert set(refused.value.details) == {
        "steps[1].nn",
        "lines[0].about.en",
        "lines[1].when",
        "lines[1].when.nb",
        "lines[1].when.nn",
        "lines[1].when.en",
        "routine.se",
    }


@pytest.mark.parametrize("body", [None, [], {}, {"lines": []}, {"lines": {}, "steps": "x"}, 7])
def test_what_is_no_such_document_is_refused(body: object) -> None:
    with pytest.raises(Invalid):
        read_emergency(body)


@pytest.mark.parametrize(
    "text", ["", "{", "[" * 100_000, "\udcff", '{"lines": []}', " " * 200_000, '{"lines": "113"}'], ids=len
)
def test_a_bad_file_is_one_clear_line(tmp_path: Path, text: str) -> None:
    file = tmp_path / "bad.json"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(ValidationError) as refused:
        Settings(emergency_file=file)
    (wrong,) = refused.value.errors()
    assert wrong["loc"] == ("emergency_file",)
    assert "bad.json" in wrong["msg"]
    assert "\n" not in wrong["msg"]


def test_a_file_that_is_not_there_is_told_and_none_is_none(tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match="cannot be read"):
        Settings(emergency_file=tmp_path / "nowhere.json")
    assert Settings.model_validate({"emergency_file": ""}).emergency_file is None
