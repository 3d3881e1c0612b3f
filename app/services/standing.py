"""How rows stand for everybody who has a socket on this worker: what the comparison reads, in one go."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from app.frames.views import Standings
from app.repositories import attendance, desk, sign_ins
from app.repositories.transaction import Transaction, Transactions


class Comparison:
    """Reads; the hub's side of the comparison acts."""

    def __init__(self, transaction: Transactions, *, idle: timedelta) -> None:
        """`idle`: after how long a sign-in without a call is over."""
        self._transaction = transaction
        self._idle = idle
        self.settings_version = -1

    async def read(
        self, contact_ids: Iterable[UUID], counsellor_ids: Iterable[UUID], session_ids: Iterable[UUID]
    ) -> Standings:
        """Everything that this worker's sockets are about; raises `DeskError`."""
        async with self._transaction() as tx:
            found = Standings(
                contacts=await attendance.of_contacts(tx, contact_ids),
                counsellors=await attendance.of_counsellors(tx, counsellor_ids),
                ended_sessions=await self._ended(tx, list(session_ids)),
                settings_version=(await desk.read(tx)).settings_version,
            )
        self.settings_version = found.settings_version
        return found

    async def _ended(self, tx: Transaction, session_ids: list[UUID]) -> frozenset[UUID]:
        if not session_ids:
            return frozenset()
        return frozenset(session_ids) - await sign_ins.still_signed_in(tx, session_ids, idle=self._idle)

    async def keep_alive(self, session_ids: Iterable[UUID]) -> None:
        """Sign-ins with an open socket are not idle."""
        async with self._transaction() as tx:
            await sign_ins.keep_alive(tx, session_ids)
