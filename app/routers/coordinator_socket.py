"""The coordinator's socket (protocol § 3.3)."""

from datetime import datetime
from typing import ClassVar

from app.domain.counsellor import Role
from app.domain.errors import NotAllowed
from app.frames.coordinator import CoordinatorCommand
from app.frames.hello import Hello
from app.realtime.board_feed import BoardFeed
from app.routers.parsing import Commands, Envelope
from app.routers.socket import DeskSocket, Endpoint


class CoordinatorSocket(DeskSocket):
    """The board, for coordinators only."""

    commands: ClassVar[Commands[CoordinatorCommand]] = Commands(CoordinatorCommand)

    _feed: BoardFeed | None = None

    async def open(self, hello: Hello) -> None:
        """A coordinator's ticket; others are not allowed."""
        member = await self.desk.sign_in.redeem(hello.token)
        if member.role is not Role.COORDINATOR:
            raise NotAllowed
        feed = BoardFeed(self.connection, session_id=member.session_id)
        feed.show(await self.desk.board.look())
        self._feed = feed
        self.desk.hub.add_board(feed)

    async def do(self, command: CoordinatorCommand, envelope: Envelope) -> None:
        """A coordinator's socket has no commands beyond the heartbeat."""
        self.ok(envelope)

    async def closed(self, heard_at: datetime) -> None:
        """See `DeskSocket.closed`."""
        if self._feed is not None:
            self.desk.hub.remove_board(self._feed)


endpoint = Endpoint(CoordinatorSocket, embedded=False)
