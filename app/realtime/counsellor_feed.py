"""A counsellor's socket: her place at work by versions, and each of her conversations by `seq`."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from app.frames.bus import CounsellorDisplaced, Event, Passing, Said, SignedOut, ToCounsellor
from app.frames.counsellor import ContactFrame, StaffMessage, StaffQueue
from app.frames.shared import ContactView
from app.frames.views import REPLAY, CounsellorView, Standing
from app.realtime.connection import Connection
from app.realtime.feed import Feed, Start

DISPLACED = 4409
BAD_TOKEN = 4401

Read = Callable[[UUID, dict[UUID, int]], Awaitable[CounsellorView]]


class CounsellorFeed(Feed):
    """Only what she owns reaches her (I18): `have` holds her conversations and how far she has each."""

    def __init__(
        self,
        connection: Connection,
        start: Start,
        *,
        counsellor_id: UUID,
        session_id: UUID,
        generation: int,
        last_seqs: dict[UUID, int],
        read: Read,
    ) -> None:
        """`last_seqs` is what the client has already, of conversations it names."""
        super().__init__(connection, start, generation=generation)
        self.counsellor_id = counsellor_id
        self.session_id = session_id
        self.have = dict(last_seqs)
        self.version = -1
        self._read = read

    @property
    def key(self) -> UUID:
        """See `Feed.key`."""
        return self.counsellor_id

    def apply(self, event: Event) -> bool:
        """See `Feed.apply`."""
        if isinstance(event, Said):
            return self._said(event)
        if isinstance(event, ToCounsellor):
            return self._changed(event)
        if isinstance(event, Passing):
            if event.contact_id in self.have:
                self.put_all(event.staff)
        elif isinstance(event, CounsellorDisplaced) and event.generation > self.generation:
            self.connection.close(DISPLACED)
        elif isinstance(event, SignedOut) and self.session_id in event.session_ids:
            self.connection.close(BAD_TOKEN)
        return True

    def _said(self, event: Said) -> bool:
        have = self.have.get(event.contact_id)
        if have is None:
            return False
        if event.seq > have + 1:
            return False
        if event.seq == have + 1:
            self.connection.put(event.staff)
            self.have[event.contact_id] = event.seq
        return True

    def _changed(self, event: ToCounsellor) -> bool:
        if event.version > self.version + 1:
            return False
        if event.version == self.version + 1:
            self.version = event.version
            for contact_id, last_seq in event.gained:
                self.have.setdefault(contact_id, last_seq)
            for contact_id in event.lost:
                self.have.pop(contact_id, None)
            self.put_all(event.frames)
        return True

    async def read(self) -> None:
        """See `Feed.read`."""
        view = await self._read(self.counsellor_id, self.have)
        if view.version > self.version:
            self.version = view.version
            await self.connection.send(view.snapshot)
            await self._show_gained(view.snapshot.contacts)
        await self._replay(view)

    async def _show_gained(self, contacts: list[ContactView]) -> None:
        """Contacts she did not name: their text is read over HTTP, what is said later comes live."""
        said = {contact.contact_id: contact.last_seq for contact in contacts}
        self.have = {one: min(seq, said[one]) for one, seq in self.have.items() if one in said}
        for contact in contacts:
            if contact.contact_id not in self.have:
                self.have[contact.contact_id] = contact.last_seq
                await self.connection.send(_frame(contact))

    async def _replay(self, view: CounsellorView) -> None:
        by_contact: dict[UUID, list[StaffMessage]] = {}
        for message in view.messages:
            by_contact.setdefault(message.contact_id, []).append(message)
        contacts = {contact.contact_id: contact for contact in view.snapshot.contacts}
        for contact_id, found in by_contact.items():
            if len(found) > REPLAY:
                self.have[contact_id] = contacts[contact_id].last_seq
                await self.connection.send(_frame(contacts[contact_id], reload=True))
                continue
            for message in found:
                if message.seq == self.have.get(contact_id, message.seq) + 1:
                    await self.connection.send(message)
                    self.have[contact_id] = message.seq

    def show_line(self, queue: StaffQueue) -> None:
        """The whole line; a snapshot on its way brings a newer one."""
        if not self._reading:
            self.connection.put(queue)

    def behind(self, standing: Standing) -> bool:
        """See `Feed.behind`."""
        return standing.version > self.version


def _frame(contact: ContactView, *, reload: bool = False) -> ContactFrame:
    values = {name: getattr(contact, name) for name in ContactView.__struct_fields__}
    return ContactFrame(**values, reload=True) if reload else ContactFrame(**values)
