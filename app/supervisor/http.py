"""uvicorn's HTTP protocol with an end to patience: nobody keeps a connection by saying nothing, or slowly.

uvicorn waits without limit for the first request, for headers that trickle in, and for the rest of a body
that has been answered already; each such connection holds a descriptor.
"""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

PATIENCE = 10.0
"""Seconds for a request's headers to be here, from the connection or from the answer before."""


class DeskHttpProtocol(H11Protocol):
    """One connection, until it becomes a websocket's."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A connection begins, and with it the time for its first request."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is over."""
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Bytes of a request; they do not prolong the time for its headers."""
        super().data_received(data)
        if self._asked:
            self._stop_waiting()
        else:
            self._wait()

    @property
    def _asked(self) -> bool:
        """Whether a request is being answered."""
        cycle: RequestResponseCycle | None = self.cycle
        return cycle is not None and not cycle.response_complete

    def _wait(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(PATIENCE, self._give_up)

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _give_up(self) -> None:
        self._deadline = None
        if self.transport.get_protocol() is self and not self._asked:
            self.transport.close()
