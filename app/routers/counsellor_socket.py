"""The counsellor's socket (protocol § 3.2)."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

import msgspec

from app.domain.contact import Author, Language
from app.domain.errors import Invalid
from app.frames.counsellor import (
    Accept,
    CounsellorCommand,
    Decline,
    End,
    FlagContact,
    PostNote,
    PostStaffMessage,
    RecordWrapUp,
    SayStaffSeen,
    SayStaffTyping,
    SetPresence,
    Take,
    Transfer,
    TransferTo,
)
from app.frames.hello import Hello
from app.frames.joining import AskColleague, CancelTransfer, Join, LeaveConversation, ReleaseColleague
from app.frames.views import CounsellorView
from app.realtime.counsellor_feed import CounsellorFeed
from app.realtime.pace import Gate
from app.realtime.timely import in_time
from app.routers.leaving import persistently
from app.routers.parsing import Commands, Envelope
from app.routers.posting import Posting, bucket_of
from app.routers.socket import DeskSocket, Endpoint
from app.services.messaging import Receipt
from app.services.sign_in import SignedIn
from app.services.transfer import Handover


class CounsellorSocket(DeskSocket):
    """One counsellor's place at work."""

    commands: ClassVar[Commands[CounsellorCommand]] = Commands(CounsellorCommand)
    immediate: ClassVar[tuple[type, ...]] = (PostStaffMessage,)

    _member: SignedIn
    _feed: CounsellorFeed | None = None

    async def open(self, hello: Hello) -> None:
        """A ticket opens it once; the newest socket of a counsellor is the one that counts."""
        desk = self.desk
        self._gates: dict[UUID, Gate] = {}
        self._languages: dict[UUID, Language] = {}
        self._member = await desk.sign_in.redeem(hello.token)
        counsellor_id = self._member.counsellor_id
        self._feed = CounsellorFeed(
            self.connection,
            desk.tasks.start,
            counsellor_id=counsellor_id,
            session_id=self._member.session_id,
            generation=await desk.duty.came(counsellor_id, gone=lambda: self.connection.gone),
            last_seqs=hello.last_seqs,
            read=self._look,
        )
        desk.hub.add_counsellor(self._feed)
        await self._feed.begin()

    async def _look(self, counsellor_id: UUID, have: dict[UUID, int]) -> CounsellorView:
        view = await self.desk.overview.counsellor(counsellor_id, have)
        self.let_in()
        return view

    async def do(self, command: CounsellorCommand, envelope: Envelope) -> None:
        """See `DeskSocket.do`."""
        if isinstance(command, PostStaffMessage):
            await self._post(command, envelope)
            return
        if isinstance(command, Take):
            taken = await self.desk.answering.take(self._me, command.contact_id, command.id)
            self.ok(envelope, contact_id=taken)
            return
        await self._do(command)
        self.ok(envelope)

    async def _do(self, command: CounsellorCommand) -> None:
        desk, me = self.desk, self._me
        match command:
            case SetPresence():
                await desk.duty.wish(me, command.state, command.channels)
            case Accept():
                await desk.answering.accept(me, command.contact_id, command.offer_id)
            case Decline():
                await desk.answering.decline(me, command.contact_id, command.offer_id, reason=command.reason)
            case PostNote():
                await desk.messaging.note(me, command.contact_id, cid=command.cid, text=command.text)
            case SayStaffTyping():
                await desk.messaging.staff_typing(me, command.contact_id, name=self._member.name)
            case SayStaffSeen():
                await desk.messaging.staff_seen(me, command.contact_id, command.seq)
            case Transfer():
                await self._said_everything(command.contact_id)
                await desk.transfers.transfer(me, command.contact_id, _handover(command))
            case CancelTransfer():
                await desk.transfers.cancel(me, command.contact_id)
            case AskColleague():
                await desk.joinings.ask(me, command.contact_id, command.counsellor)
            case ReleaseColleague():
                await desk.joinings.release(me, command.contact_id, command.counsellor)
            case Join():
                await desk.joinings.join(me, command.contact_id)
            case LeaveConversation():
                await self._said_everything(command.contact_id)
                await desk.joinings.leave(me, command.contact_id)
            case FlagContact():
                await desk.flagging.flag(me, command.contact_id, on=command.on, reason=command.reason)
            case End():
                await self._said_everything(command.contact_id)
                end = desk.endings.end_abusive if command.abuse else desk.endings.end
                await end(me, command.contact_id)
            case RecordWrapUp():
                await desk.wrapping_up.record(me, command.contact_id, _fields(command))

    async def _said_everything(self, contact_id: UUID) -> None:
        """What she wrote before she ended it or handed it over must not come too late."""
        if contact_id in self._gates:
            await self._gates[contact_id].settled()

    @property
    def _me(self) -> UUID:
        return self._member.counsellor_id

    async def _post(self, command: PostStaffMessage, envelope: Envelope) -> None:
        desk, contact_id = self.desk, command.contact_id
        limits = desk.overview.staff_limits()
        language = await self._language(contact_id)
        gate = self._gates.setdefault(contact_id, Gate())
        Posting(
            socket=self,
            gate=gate,
            bucket=await bucket_of(desk, gate, contact_id, Author.COUNSELLOR, limits=limits),
            limits=limits,
            cid=command.cid,
            envelope=envelope,
            repeated=self._repeated,
        ).start(
            lambda: desk.messaging.from_counsellor(
                contact_id,
                self._me,
                self._member.name,
                language=language,
                cid=command.cid,
                text=command.text,
            )
        )

    async def _language(self, contact_id: UUID) -> Language:
        """The contact's language, which never changes; raises `NotFound`."""
        if contact_id not in self._languages:
            self._languages[contact_id] = await in_time(self.desk.overview.language(contact_id))
        return self._languages[contact_id]

    def _repeated(self, receipt: Receipt) -> None:
        """A newer one of hers comes by itself, in its order; any other is sent out of it."""
        if self._feed is not None and receipt.seq <= self._feed.have.get(receipt.contact_id, receipt.seq):
            self.connection.put(receipt.staff)

    async def closed(self, heard_at: datetime) -> None:
        """See `DeskSocket.closed`."""
        feed = self._feed
        if feed is None:
            return
        self.desk.hub.remove_counsellor(feed)
        await persistently(lambda: self.desk.duty.went(feed.counsellor_id, feed.generation, heard_at))


def _handover(command: Transfer) -> Handover:
    to: TransferTo = command.to
    named = [to.queue is True, to.centre is not None, to.counsellor is not None]
    if sum(named) != 1:
        raise Invalid({"to": "exactly one of queue, centre, counsellor"})
    return Handover(queue=to.queue is True, centre=to.centre, counsellor=to.counsellor, note=command.note)


def _fields(command: RecordWrapUp) -> dict[str, Any]:
    given: dict[str, Any] = msgspec.structs.asdict(command)
    return {
        name: value for name, value in given.items() if name not in ("id", "contact_id") and value is not None
    }


endpoint = Endpoint(CounsellorSocket, embedded=False)
