"""An embedded server that died is started again at the same address, with what it had kept."""

from __future__ import annotations

import os
import signal

import psycopg
import pytest

from app.embedded.care import Care
from app.embedded.servers import EmbeddedServers
from tests.fixtures.patience import PATIENCE
from tests.fixtures.processes import wait_for


def test_killed_postgres_is_started_again_with_its_rows(own_servers: EmbeddedServers) -> None:
    address = own_servers.database_url.replace("+psycopg", "")
    with psycopg.connect(address, autocommit=True) as before:
        before.execute("CREATE TABLE kept AS SELECT 7 AS number")
    with Care(own_servers):
        killed = own_servers.postgres.pid
        os.kill(killed, signal.SIGKILL)
        wait_for(lambda: own_servers.postgres.pid != killed and own_servers.postgres.alive, seconds=PATIENCE)
    with psycopg.connect(address) as after:
        assert after.execute("SELECT number FROM kept").fetchone() == (7,)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_ended_valkey_is_started_again(own_servers: EmbeddedServers, number: signal.Signals) -> None:
    with Care(own_servers):
        killed = own_servers.valkey.pid
        os.kill(killed, number)
        wait_for(lambda: own_servers.valkey.pid != killed and own_servers.valkey.alive, seconds=PATIENCE)
