"""`desk hours` with a file of rules: the vectors of the format, and what cannot be answered."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.test_cli import Desk

DATA = Path(__file__).parents[1] / "unit" / "data"
RULES = DATA / "opening_hours_rules.json"


def asked(*arguments: str, rules: Path = RULES) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    command = [sys.executable, "-m", "app.cli", "hours", "--rules", str(rules), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_vectors_of_the_format_one_line_for_each_time() -> None:
    vectors = json.loads((DATA / "opening_hours_vectors.json").read_text(encoding="utf-8"))["vectors"]
    times = [argument for vector in vectors for argument in ("--at", vector["local"])]
    answers = [json.loads(line) for line in asked(*times, "--channel", "chat", "--json").stdout.splitlines()]
    assert [one["open"] for one in answers] == [vector["open"] for vector in vectors]
    assert [one["rule"] for one in answers] == [vector["rule"] for vector in vectors]
    assert answers[1]["closes_at"] == "2026-11-23T19:00:00.000Z"
    assert answers[0]["opens_at"] == "2026-11-23T09:00:00.000Z"
    assert set(answers[0]) == {"open", "rule", "closes_at", "opens_at"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--at", "2027-03-28T02:30"], "does not exist"),
        (["--at", "i morgen"], "must be a time"),
        (["--at", "9999-12-31T23:59"], "between"),
        (["--at", "2027-03-24T12:00", "--channel", "fax"], "chat or phone"),
    ],
)
def test_a_question_that_cannot_be_answered_is_told_in_a_line(arguments: list[str], told: str) -> None:
    done = asked(*arguments)
    assert done.returncode == 1
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_time_that_exists_twice_is_the_first(tmp_path: Path) -> None:
    rules = tmp_path / "rules.json"
    day = {"date": "2026-10-25", "intervals": [["02:30", "03:00"]], "label_nb": "Natt"}
    rules.write_text(json.dumps({"date_rules": [day]}), encoding="utf-8")
    answer = json.loads(asked("--at", "2026-10-25T02:30", "--json", rules=rules).stdout)
    assert (answer["open"], answer["rule"]) == (True, "date: Natt")


@pytest.mark.parametrize(
    "text", ["", "[]", '{"weekly_rules": [{"weekly": {"1": [["20:00", "10:00"]]}}]}', "[" * 9999]
)
def test_a_file_that_makes_no_sense_is_told_in_a_line(tmp_path: Path, text: str) -> None:
    rules = tmp_path / "rules.json"
    rules.write_text(text, encoding="utf-8")
    done = asked("--at", "2027-03-24T12:00", rules=rules)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("desk: ")


def test_a_rule_that_names_the_channel_counts_for_it_alone() -> None:
    at = ("--at", "2026-12-22T16:00", "--json")
    assert json.loads(asked(*at, "--channel", "chat").stdout)["open"]
    assert json.loads(asked(*at, "--channel", "phone").stdout) == {
        "open": False,
        "rule": "date: Telefonen stenger kl. 15",
        "closes_at": None,
        "opens_at": "2027-01-04T09:00:00.000Z",
    }


def test_contradictory_rules_close_the_date_and_say_so(tmp_path: Path) -> None:
    rules = tmp_path / "rules.json"
    week = {"1": [["10:00", "20:00"]]}
    both = [{"id": name, "weekly": week} for name in ("a", "b")]
    rules.write_text(json.dumps({"weekly_rules": both}), encoding="utf-8")
    at = ("--at", "2026-11-23T12:00")
    assert json.loads(asked(*at, "--json", rules=rules).stdout) == {
        "open": False,
        "rule": "none",
        "closes_at": None,
        "opens_at": None,
    }
    closed, why = asked(*at, rules=rules).stdout.splitlines()
    assert closed == "closed, no opening known (none)"
    assert "“a” and “b” are both valid" in why


def test_a_time_is_required_with_a_file() -> None:
    done = asked()
    assert (done.returncode, done.stdout) == (2, "")
    assert "is required with --rules" in done.stderr


def test_where_there_is_no_desk_none_is_made(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    answer = Desk(monkeypatch, capsys)("hours", "--data", str(tmp_path / "nothing"))
    assert (answer.returncode, answer.stdout) == (1, "")
    assert answer.stderr.startswith("desk: there is no desk in ")
    assert not (tmp_path / "nothing").exists()


class TestOfTheDesk:
    """Without a file: the hours of the desk itself, and what citizens read."""

    EASTER_MONDAY = ("hours", "--at", "2027-03-29T11:00")

    @pytest.fixture
    def desk(
        self,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
        database_url: str,
        valkey_url: str,
    ) -> Desk:
        desk = Desk(monkeypatch, capsys).set(DESK_DATABASE_URL=database_url, DESK_VALKEY_URL=valkey_url)
        assert desk("migrate").returncode == 0
        return desk

    def test_it_says_what_citizens_read_in_three_languages(self, desk: Desk) -> None:
        answer = desk(*self.EASTER_MONDAY)
        assert answer.returncode == 0, answer.stderr
        assert answer.stdout.splitlines() == [
            "closed, opens Tuesday 30 March 2027 10:00 (holiday: Andre påskedag)",
            "  nb: Chatten er stengt: Andre påskedag. Vi åpner tirsdag 30. mars kl. 10.",
            "  nn: Chatten er stengd: Andre påskedag. Vi opnar tysdag 30. mars kl. 10.",
            "  en: The chat is closed: Easter Monday. We open Tuesday 30 March at 10:00.",
        ]
        [line] = desk(*self.EASTER_MONDAY, "--channel", "phone", "--json").stdout.splitlines()
        found = json.loads(line)
        assert (found["open"], found["reason"]) == (False, "holiday")
        assert found["opens_at"] == "2027-03-30T08:00:00.000Z"
        assert found["texts"]["nn"].startswith("Telefonen er stengd: Andre påskedag.")
        assert desk("hours").stdout.split(" ")[0].rstrip(",") in ("open", "closed")


def test_without_json_it_is_a_sentence() -> None:
    assert asked("--at", "2026-11-27T12:00").stdout == (
        "closed, opens Monday 30 November 2026 10:00 (ordinary week)\n"
    )
