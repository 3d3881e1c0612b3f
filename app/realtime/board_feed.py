"""A coordinator's socket: the board, at most once a second, and every few seconds though it is the same."""

from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from app.frames.coordinator import Board, BoardFrame, BoardSnapshot
from app.frames.shared import NO_NOTICE, Live
from app.realtime.connection import Connection

BAD_TOKEN = 4401
AT_LEAST = timedelta(seconds=3)
"""A page whose board is older than five seconds says so: silence may be a quiet desk or a dead one."""


class BoardFeed:
    """Shows boards; it has no versions, for each board is whole."""

    def __init__(self, connection: Connection, *, session_id: UUID) -> None:
        """`session_id` is the sign-in behind the socket."""
        self.connection = connection
        self.session_id = session_id
        self._shown: dict[str, object] | None = None
        self._shown_at: datetime | None = None
        self._unsaid: tuple[msgspec.Struct, ...] = ()
        self.notice = NO_NOTICE
        """The one that was told last."""

    def say(self, frame: msgspec.Struct) -> None:
        """See `Feed.say`."""
        if self._shown is None:
            self._unsaid += (frame,)
        else:
            self.connection.put(frame)

    def show(self, board: Board) -> None:
        """Send the board, unless the last one is young and only its instant differs."""
        values = {name: getattr(board, name) for name in Board.__struct_fields__}
        content = {name: value for name, value in values.items() if name != "at"}
        at = datetime.fromisoformat(board.at)
        if self._shown is None:
            for frame in (BoardSnapshot(board=board), Live(), *self._unsaid):
                self.connection.put(frame)
            self._unsaid = ()
        elif content != self._shown or self._shown_at is None or at - self._shown_at >= AT_LEAST:
            self.connection.put(BoardFrame(**values))
        else:
            return
        self._shown, self._shown_at = content, at
