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
    """Only what she owns or has joined reaches her (I18): `have` says how far she has each of them."""

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
        self.joined: frozenset[UUID] = frozenset()
        self.joined_changed: Callable[[], None] = lambda: None
        """Told whenever `joined` is another: the hub finds her by the contacts in it."""
        self.version = -1
        self.settings_version: int | None = None
        """What she was told of it, by a snapshot or since."""
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
            for contact_id, last_seq in event.joined:
                self.have.setdefault(contact_id, last_seq)
            for contact_id in event.lost:
                self.have.pop(contact_id, None)
            self._moved(event)
            self.put_all(event.frames)
        return True

    def _moved(self, event: ToCounsellor) -> None:
        """What she has joined is no guest's place any more once it is hers."""
        entered = {contact_id for contact_id, _ in event.joined}
        left = {*event.lost, *(contact_id for contact_id, _ in event.gained)}
        self._join((self.joined | entered) - left)

    def _join(self, joined: frozenset[UUID]) -> None:
        if joined != self.joined:
            self.joined = joined
            self.joined_changed()

    async def read(self) -> None:
        """See `Feed.read`."""
        view = await self._read(self.counsellor_id, self.have)
        if view.version > self.version:
            self.version = view.version
            self.settings_version = view.snapshot.settings_version
            await self.connection.send(view.snapshot)
            self._join(frozenset(contact.contact_id for contact in view.snapshot.joined))
            await self._show_gained([*view.snapshot.contacts, *view.snapshot.joined])
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
        shown = [*view.snapshot.contacts, *view.snapshot.joined]
        contacts = {contact.contact_id: contact for contact in shown}
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
