"""uvicorn's HTTP protocol with an end to patience: nobody keeps a connection by saying nothing, or slowly.

uvicorn waits without limit for the first request, for headers that trickle in, and for the rest of a body
that has been answered already; each such connection holds a descriptor.
"""

from __future__ import annotations

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

PATIENCE = 10.0
"""Seconds for a request's headers to be here, from the connection or from the answer before."""
LAST_WORD = 1.0
MOST_THROWN_AWAY = 4 * 1_048_576
"""Bytes of such a body read all the same: many clients listen only when they have said everything."""


class DeskHttpProtocol(H11Protocol):
    """One connection, until it becomes a websocket's."""

    _thrown_away = 0
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
        if self._unwanted:
            self._thrown_away += len(data)
            if self._thrown_away > MOST_THROWN_AWAY:
                self.flow.pause_reading()
        if self._asked:
            self._stop_waiting()
        else:
            self._wait()

    def on_response_complete(self) -> None:
        """An answer is sent; if it was a refusal to read on, the connection ends.

        It ends a little later: closing on unread bytes is a reset, which may overtake the answer. Most often
        the rest is small and under way already; then the connection serves the next request as any other.
        """
        super().on_response_complete()
        if self._unwanted and not self.transport.is_closing():
            self.loop.call_later(LAST_WORD, self._end_unwanted)

    def _end_unwanted(self) -> None:
        if self._unwanted:
            self.transport.close()

    @property
    def _unwanted(self) -> bool:
        """Whether what comes now is the rest of a body that has been answered."""
        return not self._asked and self.conn.their_state is h11.SEND_BODY

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
