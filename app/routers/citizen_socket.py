"""The citizen's socket (protocol § 3.1)."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from app.domain.contact import Author
from app.frames.citizen import CitizenCommand, Leave, PostMessage, SaySeen, SayTyping
from app.frames.hello import Hello
from app.frames.views import CitizenView
from app.realtime.citizen_feed import CitizenFeed
from app.realtime.pace import Gate
from app.routers.leaving import persistently
from app.routers.parsing import Commands, Envelope
from app.routers.posting import Posting, bucket_of
from app.routers.socket import DeskSocket, Endpoint
from app.services.attendance import ContactRow
from app.services.messaging import Receipt

TYPING_SECONDS = 2.0


class CitizenSocket(DeskSocket):
    """One citizen's conversation with the desk."""

    commands: ClassVar[Commands[CitizenCommand]] = Commands(CitizenCommand)
    immediate: ClassVar[tuple[type, ...]] = (PostMessage,)

    _contact: ContactRow
    _feed: CitizenFeed | None = None
    _gate: Gate
    _typed_at = float("-inf")

    async def open(self, hello: Hello) -> None:
        """The token opens the contact; the newest socket is the one that counts."""
        desk = self.desk
        contact = await desk.attendance.came(hello.token, gone=lambda: self.connection.gone)
        self._contact, self._gate = contact, Gate()
        self._feed = CitizenFeed(
            self.connection,
            desk.tasks.start,
            contact_id=contact.id,
            generation=contact.generation,
            last_seq=max(0, min(hello.last_seq, contact.last_seq)),
            read=self._look,
            over_seconds=desk.rules().policy.over_seconds,
        )
        desk.hub.add_citizen(self._feed)
        await self._feed.begin()

    async def _look(self, contact_id: UUID, after: int) -> CitizenView:
        view = await self.desk.overview.citizen(contact_id, after)
        self.let_in()
        return view

    async def do(self, command: CitizenCommand, envelope: Envelope) -> None:
        """See `DeskSocket.do`."""
        contact_id = self._contact.id
        match command:
            case PostMessage():
                await self._post(command, envelope)
                return
            case SayTyping():
                await self._typing()
            case SaySeen():
                await self.desk.messaging.citizen_seen(contact_id, command.seq)
            case Leave():
                await self._gate.settled()
                await self.desk.endings.leave(contact_id)
        self.ok(envelope)

    async def _post(self, command: PostMessage, envelope: Envelope) -> None:
        desk, contact = self.desk, self._contact
        limits = desk.overview.citizen_limits()
        Posting(
            socket=self,
            gate=self._gate,
            bucket=await bucket_of(desk, self._gate, contact.id, Author.CITIZEN, limits=limits),
            limits=limits,
            cid=command.cid,
            envelope=envelope,
            repeated=self._repeated,
        ).start(
            lambda: desk.messaging.from_citizen(
                contact.id, contact.language, contact.alias, cid=command.cid, text=command.text
            )
        )

    def _repeated(self, receipt: Receipt) -> None:
        """A newer one comes by itself, in its order; only an older one is sent out of it."""
        if self._feed is not None and receipt.seq <= self._feed.last_seq:
            self.connection.put(receipt.citizen)

    async def _typing(self) -> None:
        now = self.desk.clock.monotonic()
        if now - self._typed_at >= TYPING_SECONDS:
            self._typed_at = now
            await self.desk.messaging.citizen_typing(self._contact.id)

    async def closed(self, heard_at: datetime) -> None:
        """See `DeskSocket.closed`."""
        feed = self._feed
        if feed is None:
            return
        self.desk.hub.remove_citizen(feed)
        await persistently(lambda: self.desk.attendance.went(feed.contact_id, feed.generation, heard_at))


endpoint = Endpoint(CitizenSocket, embedded=True)
