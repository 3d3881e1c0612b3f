"""Shows the line to those who stand in it and to staff, when it has changed, at most once a second."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from app.frames.counsellor import StaffQueue
from app.frames.shared import ExpectedWait
from app.realtime.hub import Hub

Places = dict[UUID, tuple[int, ExpectedWait | None]]


class LineWatch:
    """Positions for waiting citizens, the whole line for counsellors."""

    def __init__(
        self,
        hub: Hub,
        *,
        positions: Callable[[list[UUID]], Awaitable[Places]],
        line: Callable[[], Awaitable[StaffQueue]],
    ) -> None:
        """Both read rows, so they go on while Valkey is away."""
        self._hub = hub
        self._positions = positions
        self._line = line

    async def once(self) -> None:
        """Show the line as it is now; raises `DeskError` where the database does not answer."""
        self._hub.line_changed.clear()
        if self._hub.citizens:
            places = await self._positions(list(self._hub.citizens))
            for contact_id, feeds in list(self._hub.citizens.items()):
                for feed in list(feeds):
                    feed.show_place(*places.get(contact_id, (None, None)))
        if self._hub.counsellors:
            queue = await self._line()
            for staff in list(self._hub.counsellors.values()):
                for one in list(staff):
                    one.show_line(queue)
