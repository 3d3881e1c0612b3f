"""The command line as people use it: plain words, honest exit codes."""

from __future__ import annotations

import io
import os
import pathlib
from dataclasses import dataclass

import pytest

from app.cli import main
from app.supervisor.listening import listen, port_of
from tests.fixtures.running_desk import execute

PASSWORD = "a long enough password\n"


@dataclass(frozen=True)
class Answer:
    """What a command said, and how it ended."""

    returncode: int
    stdout: str
    stderr: str


class Desk:
    """The `desk` command, run in this process: its modules are loaded once for all tests."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys
        for name in [name for name in os.environ if name.startswith("DESK_")]:
            monkeypatch.delenv(name)

    def set(self, **environment: str) -> Desk:
        for name, value in environment.items():
            self._monkeypatch.setenv(name, value)
        return self

    def __call__(self, *words: str, say: str = "") -> Answer:
        self._monkeypatch.setattr("sys.argv", ["desk", *words])
        self._monkeypatch.setattr("sys.stdin", io.StringIO(say))
        with pytest.raises(SystemExit) as ended:
            main()
        said = self._capsys.readouterr()
        return Answer(ended.value.code if isinstance(ended.value.code, int) else 0, said.out, said.err)


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(monkeypatch, capsys)


@pytest.fixture
def desk(bare: Desk, database_url: str, valkey_url: str, valkey_prefix: str) -> Desk:
    return bare.set(
        DESK_DATABASE_URL=database_url, DESK_VALKEY_URL=valkey_url, DESK_VALKEY_PREFIX=valkey_prefix
    )


def test_new_database_is_migrated_and_gets_what_a_desk_begins_with(
    desk: Desk, empty_database_url: str
) -> None:
    desk.set(DESK_DATABASE_URL=empty_database_url)
    refused = desk("staff", "list")
    assert (refused.returncode, "desk migrate" in refused.stderr) == (1, True)
    assert desk("migrate").returncode == 0
    assert desk("migrate").returncode == 0
    assert "TROMSO" in desk("staff", "centres").stdout


def test_account_is_added_listed_disabled_and_given_a_new_password(desk: Desk) -> None:
    desk("migrate")
    added = desk(
        *("staff", "add", "kai@desk.example", "--name", "Kai Prøve", "--role", "coordinator"),
        *("--centre", "TROMSO", "--password-stdin"),
        say=PASSWORD,
    )
    assert added.returncode == 0, added.stderr
    assert desk("staff", "disable", "kai@desk.example", "--reason", "on leave").returncode == 0
    assert "kai@desk.example\tcoordinator\tTROMSO\tdisabled\tKai Prøve" in desk("staff", "list").stdout
    assert desk("staff", "enable", "kai@desk.example").returncode == 0
    reset = desk("staff", "reset-password", "kai@desk.example", "--password-stdin", say=PASSWORD)
    assert reset.returncode == 0
    assert "\tactive\t" in desk("staff", "list").stdout
    assert PASSWORD.strip() not in added.stdout + added.stderr + reset.stdout + reset.stderr


def test_disabling_takes_what_is_left_of_the_shifts_off_the_rota_and_names_it(
    desk: Desk, database_url: str
) -> None:
    desk("migrate")
    desk("staff", "add", "kai@desk.example", "--name", "Kai Prøve", "--password-stdin", say=PASSWORD)
    shifts = """INSERT INTO shift (id, counsellor_id, starts_at, ends_at, channels)
        SELECT gen_random_uuid(), id, CAST(begins AS timestamptz), CAST(ends AS timestamptz), '{chat}'
        FROM counsellor, (VALUES ('2026-01-12 09:00Z', '2026-01-12 12:00Z'),
            ('2026-01-13 09:00Z', '2099-01-13 12:00Z'), ('2099-06-15 08:00Z', '2099-06-15 12:00Z'))
            AS plan (begins, ends)"""
    left = "SELECT starts_at FROM shift WHERE ends_at > now()"
    execute(database_url, shifts)
    disabled = desk("staff", "disable", "kai@desk.example")
    assert execute(database_url, left) == []
    assert disabled.stdout.splitlines()[0] == "Disabled kai@desk.example."
    assert "2 shifts taken off the rota" in disabled.stdout
    assert "  2026-01-13 10:00" in disabled.stdout
    assert "  2099-06-15 10:00–14:00 chat" in disabled.stdout
    assert "No shifts were left" in desk("staff", "disable", "kai@desk.example").stdout


@pytest.mark.parametrize(
    ("words", "say", "told"),
    [
        (["staff", "add", "kai@desk.example", "--name", "Kai", "--password-stdin"], "short\n", "password"),
        (["staff", "add", "nobody", "--name", "Kai", "--password-stdin"], PASSWORD, "email"),
        (
            ["staff", "add", "k@d.example", "--name", "K", "--centre", "X", "--password-stdin"],
            PASSWORD,
            "centre",
        ),
        (["staff", "add", "kai@desk.example", "--name", "Kai"], "", "--password-stdin"),
        (["staff", "disable", "kai@desk.example"], "", "no such"),
        (["demo", "--host", "192.0.2.1"], "", "--allow-other-hosts"),
        (["demo", "--port", "70000"], "", "65535"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(desk: Desk, words: list[str], say: str, told: str) -> None:
    refused = desk(*words, say=say)
    assert refused.returncode in (1, 2)
    assert told in refused.stderr
    assert "Traceback" not in refused.stderr


def test_sound_installation_is_found_sound(desk: Desk) -> None:
    desk("migrate")
    checked = desk("check")
    assert "FAILED  schema" not in checked.stdout
    assert "ok      valkey" in checked.stdout
    assert "warning staff     nobody can sign in" in checked.stdout


def test_stores_out_of_reach_are_found_and_the_rest_is_still_looked_at(bare: Desk) -> None:
    bare.set(DESK_DATABASE_URL="postgresql://127.0.0.1:1/desk", DESK_VALKEY_URL="redis://127.0.0.1:1")
    checked = bare("check")
    assert checked.returncode == 1
    assert "FAILED  valkey" in checked.stdout
    assert "FAILED  database" in checked.stdout
    assert "settings" in checked.stdout


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"DESK_PORT": "many"}, "DESK_PORT"),
        ({"DESK_DATABASE_URL": "postgresql://127.0.0.1:1/desk"}, "DESK_VALKEY_URL"),
        (
            {"DESK_DATABASE_URL": "postgresql://127.0.0.1:1/desk", "DESK_VALKEY_URL": "redis://127.0.0.1:1"},
            "out of reach",
        ),
    ],
)
def test_desk_that_cannot_start_says_why(bare: Desk, environment: dict[str, str], told: str) -> None:
    refused = bare.set(**environment)("serve")
    assert refused.returncode == 1
    assert told in refused.stderr
    assert "Traceback" not in refused.stderr


def test_line_is_rebuilt_on_request(desk: Desk) -> None:
    desk("migrate")
    assert desk("rebuild").stdout == "Rebuilt: 0 contacts in the line or in conversation.\n"
    assert desk("rebuild").returncode == 0


@pytest.mark.parametrize("command", ["demo", "serve"])
def test_taken_port_is_told_before_anything_is_set_up(
    bare: Desk, tmp_path: pathlib.Path, command: str
) -> None:
    with listen("127.0.0.1", 0) as taken:
        refused = bare(command, "--port", str(port_of(taken)), "--data", str(tmp_path / "var"))
    assert refused.returncode == 1
    assert "cannot listen on 127.0.0.1" in refused.stderr
    assert not (tmp_path / "var").exists()


def test_folder_that_cannot_be_made_is_told(bare: Desk, tmp_path: pathlib.Path) -> None:
    (tmp_path / "file").touch()
    refused = bare("migrate", "--data", str(tmp_path / "file" / "var"))
    assert (refused.returncode, "Not a directory" in refused.stderr) == (1, True)


def test_demo_refuses_a_database_with_real_accounts(desk: Desk) -> None:
    desk("migrate")
    desk("staff", "add", "real@county.example", "--name", "Real", "--password-stdin", say=PASSWORD)
    refused = desk("demo", "--port", "0")
    assert refused.returncode == 1
    assert "real people" in refused.stderr
    assert "veileder1" not in desk("staff", "list").stdout


def test_settings_are_printed_as_the_table_of_the_readme(bare: Desk) -> None:
    assert "| `DESK_PORT` | `8000` |" in bare("settings").stdout
