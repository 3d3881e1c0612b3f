"""uvicorn's websocket protocol, with a word more for stuck peers and a word less about broken ones."""

from __future__ import annotations

from collections.abc import Iterable

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request

ABORT = "desk.abort"
GONE = "desk.gone"
INVALID_DATA = 1007


class DeskSocketProtocol(WebSocketsSansIOProtocol):
    """Closing waits until everything is sent, which a peer that never reads never lets happen."""

    def handle_connect(self, event: Request) -> None:
        """Offer `desk.abort` and `desk.gone` in the scope; the application starts only after this."""
        super().handle_connect(event)
        scope = getattr(self, "scope", None)
        if scope is not None:
            scope["extensions"][ABORT] = self.transport.abort
            scope["extensions"][GONE] = self.transport.is_closing

    def send_receive_event_to_app(self) -> None:
        """Text that is no UTF-8 closes 1007 in silence: uvicorn would log an error for each such peer."""
        if self.curr_msg_data_type == "text" and not self.close_sent and not _is_text(self.frames):
            self.frames = []
            self.conn.send_close(INVALID_DATA)
            self.handle_parser_exception()
            return
        super().send_receive_event_to_app()


def _is_text(frames: Iterable[bytes]) -> bool:
    try:
        b"".join(frames).decode()
    except UnicodeDecodeError:
        return False
    return True
