"""Embedded servers with real processes: data kept, nothing left behind, one desk per folder."""

from __future__ import annotations

import os
import pathlib
import pwd
import signal
import subprocess
import sys
import sysconfig
from collections.abc import Iterator

import psycopg
import pytest

from app.embedded.account import Account
from app.embedded.folder import FolderInUse, FolderUnusable
from app.embedded.servers import EmbeddedServers
from tests.fixtures.patience import PATIENCE
from tests.fixtures.processes import gone, wait_for
from tests.fixtures.stores import folder_for_servers

ROOT = pathlib.Path(__file__).resolve().parents[2]
PACKAGES = pathlib.Path(sysconfig.get_path("purelib"))
STARTER = """
import pathlib, sys
from app.embedded.servers import EmbeddedServers
with EmbeddedServers(pathlib.Path(sys.argv[1])) as servers:
    print(servers.postgres.pid, servers.valkey.pid, servers.database_url, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def folder() -> Iterator[pathlib.Path]:
    """A folder that any user of this machine reaches."""
    with folder_for_servers() as path:
        yield path


def ordinary() -> Account:
    """The user nobody."""
    found = pwd.getpwnam("nobody")
    return Account(found.pw_uid, found.pw_gid)


def python_for_others() -> str | None:
    """A Python that root can start as an ordinary user on this code: ours, or the system's."""
    if os.geteuid() != 0 or not ordinary().reaches(PACKAGES) or not ordinary().reaches(ROOT):
        return None
    for candidate in (sys.executable, "/usr/bin/python3"):
        program = pathlib.Path(candidate).resolve()
        minor = program.name.removeprefix("python3.")
        if ordinary().reaches(program.parent) and minor.isdigit() and int(minor) >= 11:
            return candidate
    return None


def started(folder: pathlib.Path, account: Account | None = None) -> tuple[subprocess.Popen[str], list[str]]:
    """A desk of its own process on `folder`, and what it printed: two process ids and the address."""
    python = (python_for_others() if account else None) or sys.executable
    desk = subprocess.Popen(
        [python, "-c", STARTER, str(folder)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT}:{PACKAGES}"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
    )
    assert desk.stdout is not None
    return desk, desk.stdout.readline().split()


def end(desk: subprocess.Popen[str]) -> None:
    """Kill a desk as a crash would, and close our ends of its pipes."""
    desk.send_signal(signal.SIGKILL)
    desk.communicate()


def remember(address: str, word: str) -> None:
    """Write one row that a later start must find."""
    with psycopg.connect(address.replace("+psycopg", "")) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS memory (word text)")
        connection.execute("INSERT INTO memory VALUES (%s)", [word])


def remembered(address: str) -> list[str]:
    """The words written so far."""
    with psycopg.connect(address.replace("+psycopg", "")) as connection:
        return [row[0] for row in connection.execute("SELECT word FROM memory ORDER BY word")]


def test_kill_of_the_desk_leaves_no_process_and_keeps_the_data(folder: pathlib.Path) -> None:
    desk, (postgres, valkey, address) = started(folder)
    remember(address, "kept")
    end(desk)
    wait_for(lambda: gone(int(postgres)) and gone(int(valkey)), seconds=PATIENCE)
    with EmbeddedServers(folder) as servers:
        assert remembered(servers.database_url) == ["kept"]


def test_start_right_after_a_kill_waits_for_the_former_servers(folder: pathlib.Path) -> None:
    for turn in range(3):
        desk, (_, _, address) = started(folder)
        remember(address, f"turn {turn}")
        end(desk)
    with EmbeddedServers(folder) as servers:
        assert remembered(servers.database_url) == ["turn 0", "turn 1", "turn 2"]


def test_cluster_half_made_by_a_killed_start_is_made_anew(folder: pathlib.Path) -> None:
    draft = folder / "postgres" / "draft"
    draft.mkdir(parents=True)
    (draft / "PG_VERSION").write_text("18\n")
    with EmbeddedServers(folder) as servers:
        remember(servers.database_url, "made")
    assert not draft.exists()


def test_kill_of_a_keeper_takes_its_server_along(folder: pathlib.Path) -> None:
    with EmbeddedServers(folder) as servers:
        server = servers.valkey.pid
        keeper = int(pathlib.Path(f"/proc/{server}/stat").read_text().split()[3])
        os.kill(keeper, signal.SIGKILL)
        wait_for(lambda: gone(server), seconds=PATIENCE)


def test_second_start_on_one_folder_is_refused_at_once(folder: pathlib.Path) -> None:
    with EmbeddedServers(folder), pytest.raises(FolderInUse, match="DESK_DATA"):
        EmbeddedServers(folder).__enter__()


def test_folder_that_cannot_be_used_is_named_in_the_error(folder: pathlib.Path) -> None:
    folder.write_text("a file, no folder")
    with pytest.raises(FolderUnusable, match=str(folder)):
        EmbeddedServers(folder).__enter__()


def test_servers_can_be_killed_and_restarted_alone(folder: pathlib.Path) -> None:
    with EmbeddedServers(folder) as servers:
        remember(servers.database_url, "before")
        for server in (servers.postgres, servers.valkey):
            former = server.pid
            server.kill()
            server.start()
            assert server.pid != former
        assert remembered(servers.database_url) == ["before"]


def test_socket_folders_are_gone_after_the_end(folder: pathlib.Path) -> None:
    with EmbeddedServers(folder) as servers:
        sockets = [
            pathlib.Path(servers.database_url.split("host=")[1]),
            pathlib.Path(servers.valkey_url.removeprefix("unix://")).parent,
        ]
        assert all(path.is_dir() for path in sockets)
    assert not any(path.exists() for path in sockets)


def test_number_of_another_program_in_the_lock_file_does_not_block_the_start(folder: pathlib.Path) -> None:
    with EmbeddedServers(folder) as servers:
        servers.postgres.kill()
        lock = folder / "postgres" / "cluster" / "postmaster.pid"
        lines = lock.read_text().splitlines()
        lock.write_text("\n".join([str(os.getppid()), *lines[1:]]) + "\n")
        servers.postgres.start()


@pytest.mark.skipif(python_for_others() is None, reason="not root, or no Python here that others may run")
def test_ordinary_user_runs_both_servers() -> None:
    with folder_for_servers() as folder:
        folder.mkdir()
        ordinary().own(folder)
        desk, (postgres, _, _) = started(folder, ordinary())
        assert pathlib.Path(f"/proc/{postgres}").stat().st_uid == ordinary().uid
        end(desk)
        wait_for(lambda: gone(int(postgres)), seconds=PATIENCE)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has folders that it alone can enter")
def test_root_keeps_data_in_a_folder_of_its_own(folder: pathlib.Path) -> None:
    folder.mkdir(mode=0o700)
    for word in ("first", "second"):
        with EmbeddedServers(folder) as servers:
            remember(servers.database_url, word)
            elsewhere = (folder / "postgres").resolve()
            assert pathlib.Path(f"/proc/{servers.postgres.pid}").stat().st_uid != 0
            assert remembered(servers.database_url)[0] == "first"
    subprocess.run(["rm", "-r", str(elsewhere)], check=True)
