"""The listening socket that all workers share."""

from __future__ import annotations

import socket

BACKLOG = 2048
MOST_UNACKNOWLEDGED_MS = 15_000
"""How long sent bytes may stay unacknowledged: a half-open peer frees its descriptor after that."""


class PortTaken(OSError):
    """Somebody else listens there already, or the address is not this machine's."""


def reserve(host: str, port: int) -> socket.socket:
    """A socket bound to the host's first address, at which nobody is let in yet; raises PortTaken.

    The first worker that is ready begins to listen on it. Until then whoever comes is refused, and a proxy
    asks another desk: in a backlog they would wait for as long as the workers take to load. The protocol
    number is given in full: with 0, asyncio never sets TCP_NODELAY.
    """
    require_free(host, port)  # two that do not listen yet may be bound side by side.
    return _bound(host, port)


def listen(host: str, port: int) -> socket.socket:
    """A socket at which people may knock already; raises PortTaken."""
    listening = _bound(host, port)
    try:
        listening.listen(BACKLOG)
    except OSError as error:
        listening.close()
        raise _taken(host, port, error) from error
    return listening


def _bound(host: str, port: int) -> socket.socket:
    try:
        return _bind(host, port)
    except OSError as error:
        raise _taken(host, port, error) from error


def _taken(host: str, port: int, error: OSError) -> PortTaken:
    why = f"cannot listen on {host}, port {port}: {error.strerror}; choose another (DESK_HOST, DESK_PORT)"
    return PortTaken(why)


def _bind(host: str, port: int) -> socket.socket:
    [family, _, _, _, address], *_ = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP, flags=socket.AI_PASSIVE
    )
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, MOST_UNACKNOWLEDGED_MS)
        listening.bind(address)
        listening.setblocking(False)
    except OSError:
        listening.close()
        raise
    return listening


def require_free(host: str, port: int) -> None:
    """Raise PortTaken now, rather than after everything else has been set up."""
    listen(host, port).close()


def port_of(listening: socket.socket) -> int:
    """The port it listens on, also when the system chose it."""
    return int(listening.getsockname()[1])
