"""uvicorn's websocket protocol with one word more: an application may drop a peer whose bytes are stuck."""

from __future__ import annotations

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request

ABORT = "desk.abort"


class DeskSocketProtocol(WebSocketsSansIOProtocol):
    """Closing waits until everything is sent, which a peer that never reads never lets happen."""

    def handle_connect(self, event: Request) -> None:
        """Offer `desk.abort` among the scope's extensions; the application starts only after this."""
        super().handle_connect(event)
        scope = getattr(self, "scope", None)
        if scope is not None:
            scope["extensions"][ABORT] = self.transport.abort
