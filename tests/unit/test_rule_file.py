"""A file of rules: read within limits, or refused in a sentence, whatever it holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.cli.failures import CannotGoOn
from app.cli.rule_file import LARGEST, read_rule_file


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is no JSON"),
        (b"{", "is no JSON"),
        (b"\xff\xfe", "is no JSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b'{"weekly_rules": [], "weekly_rules": []}', "'weekly_rules' stands twice"),
        (b'{"priority": NaN}', "NaN is no number"),
        (b'{"priority": -Infinity}', "-Infinity is no number"),
        (b'{"priority": ' + b"9" * 5000 + b"}", "is no JSON"),
        (b"[" + b"1," * (LARGEST // 2) + b"1]", "larger than 4 MB"),
    ],
    ids=lambda part: str(part[:24]),
)
def test_what_is_no_file_of_rules_is_told_in_a_sentence(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "rules.json"
    path.write_bytes(content)
    with pytest.raises(CannotGoOn) as refused:
        read_rule_file(path)
    assert told in str(refused.value)
    assert len(str(refused.value)) < 300 + len(str(path))


def test_a_file_without_an_end_is_not_read_to_it() -> None:
    with pytest.raises(CannotGoOn, match="larger than"):
        read_rule_file(Path("/dev/zero"))


@pytest.mark.parametrize("name", [".", "gone.json", "nul\0.json"])
def test_a_path_that_leads_nowhere_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(CannotGoOn, match="cannot be read"):
        read_rule_file(tmp_path / name)


def test_a_byte_order_mark_is_no_hindrance(tmp_path: Path) -> None:
    path = tmp_path / "rules.json"
    path.write_bytes(b'\xef\xbb\xbf{"weekly_rules": []}')
    assert read_rule_file(path) == {"weekly_rules": []}
