"""The sockets of tests end at this machine."""

from __future__ import annotations

import socket

import pytest

from tests.fixtures.network import OutsideWorld, is_local


def test_socket_to_another_machine_is_refused() -> None:
    with socket.socket() as outward, pytest.raises(OutsideWorld):
        outward.connect(("192.0.2.1", 80))


def test_socket_to_this_machine_is_let_through() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        assert server.getsockname()[0] == "127.0.0.1"


@pytest.mark.parametrize("address", [("::1", 80, 0, 0), ("localhost", 80), "/tmp/desk.sock", ("", 80)])
def test_local_addresses_are_recognised(address: object) -> None:
    assert is_local(address)


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("2001:db8::1", 80, 0, 0), ("desk.example", 80)])
def test_foreign_addresses_are_recognised(address: object) -> None:
    assert not is_local(address)
