"""A citizen asks for a chat: let in with a ticket, or told why not, and never twice for one request."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from app.domain.contact import Author, Cause, Channel, Language
from app.domain.door import PASSES_CLOSING, Door, DoorState, door
from app.domain.errors import Busy, DeskClosed, Gone, Invalid, QueueFull, TooLong, Violated
from app.domain.policy import Policy
from app.domain.privacy import mask, validate_text
from app.domain.rules import Rules
from app.frames.bus import LineChanged
from app.frames.shared import Limits
from app.repositories import arrivals, contacts, desk, limits, lines, messages, promises
from app.repositories.arrivals import Delays
from app.repositories.contacts import ContactRow
from app.repositories.ids import new_code, new_id, new_token, token_hash
from app.repositories.messages import Draft
from app.repositories.spoken import said
from app.repositories.transaction import Transaction, Transactions


@dataclass(frozen=True, slots=True)
class Question:
    """What a citizen sends when she asks for a chat."""

    language: Language
    text: str | None = None
    request_id: UUID | None = None
    alias: str | None = None
    county: str | None = None
    entry_page: str | None = None


@dataclass(frozen=True, slots=True)
class Admission:
    """A contact with the token that opens it, shown once; `new` is false for a repeated request."""

    contact_id: UUID
    token: str
    new: bool
    limits: Limits


TRIES = 3


class RulesChanged(Busy):
    """The desk is busy; nothing was stored."""


class Intake:
    """Hours, last call, room, ticket, first message: one transaction."""

    def __init__(
        self, transaction: Transactions, rules: Callable[[], Rules], refresh: Callable[[], Awaitable[object]]
    ) -> None:
        """`refresh` rereads the rules when they have changed between the look at the door and the ticket."""
        self._transaction = transaction
        self._rules = rules
        self._refresh = refresh

    async def arrive(self, question: Question) -> Admission:
        """Let a citizen in; raises `DeskClosed`, `QueueFull`, `Invalid`, `Gone` (a repeat come too late)."""
        text = self._checked(question.text)
        question = _masked(question)
        for _ in range(TRIES - 1):
            try:
                return await self._arrive(question, text)
            except Violated as violated:
                if "request_id" not in violated.constraint:
                    raise
            except RulesChanged:
                await self._refresh()
        return await self._arrive(question, text)

    async def knows(self, request_id: UUID) -> bool:
        """Whether `arrive` would answer this request with the contact it has made before."""
        async with self._transaction() as tx:
            known = await contacts.find_by_request(tx, request_id)
            return known is not None and self._is_repeat(tx, known)

    def _is_repeat(self, tx: Transaction, known: ContactRow) -> bool:
        kept = timedelta(seconds=self._rules().policy.request_repeat_seconds)
        return known.channel is Channel.CHAT and tx.now - known.arrived_at <= kept

    def _checked(self, text: str | None) -> str | None:
        try:
            return None if text is None else validate_text(text, self._rules().policy.text_limit)
        except TooLong as error:
            raise Invalid(error.details) from error  # a field of a body, and over a socket a message

    async def _arrive(self, question: Question, text: str | None) -> Admission:
        refusal: DeskClosed | QueueFull
        async with self._transaction() as tx:
            repeated = await self._repeated(tx, question)
            if repeated is not None:
                return repeated
            rules = self._rules()
            delays = await arrivals.delays(tx, Channel.CHAT, rules.policy)
            found = door(rules, Channel.CHAT, tx.now, await lines.line(tx, Channel.CHAT, rules, delays))
            refused = _refused(found)
            if refused is None:
                admission = await self._admit(tx, question, text, by=rules)
                await _promise(tx, admission.contact_id, delays, rules.policy)
                return admission
            refusal = refused
            await arrivals.turn_away(tx, Channel.CHAT, _why(refusal), request_id=question.request_id)
        raise refusal

    async def _repeated(self, tx: Transaction, question: Question) -> Admission | None:
        if question.request_id is None:
            return None
        known = await contacts.find_by_request(tx, question.request_id)
        if known is None:
            return None
        if not self._is_repeat(tx, known):
            raise Gone({"request_id": "used before"})
        token = new_token()
        await contacts.replace_token(tx, known.id, token_hash(token))
        return Admission(known.id, token, new=False, limits=limits.for_citizen(self._rules().policy))

    async def _admit(self, tx: Transaction, question: Question, text: str | None, *, by: Rules) -> Admission:
        """With a ticket of the rules by which the door was open: no ticket outside the hours (I12)."""
        token = new_token()
        ticket, version = await desk.next_ticket_by(tx)
        if version != by.version:
            raise RulesChanged(retry_after_ms=250)
        contact = await contacts.add(
            tx,
            cause=Cause.ARRIVED,
            id=new_id(tx.now),
            channel=Channel.CHAT,
            language=question.language,
            ticket=ticket,
            request_id=question.request_id,
            token_hash=token_hash(token),
            code=new_code(),
            alias=question.alias,
            county=question.county,
            entry_page=question.entry_page,
            absent_since=tx.now,
        )
        if text is not None:
            await self._say(tx, contact, question, text)
        tx.publish(LineChanged())  # nobody is there yet to be offered: dispatch is woken by the first hello.
        return Admission(contact.id, token, new=True, limits=limits.for_citizen(by.policy))

    async def _say(self, tx: Transaction, contact: ContactRow, question: Question, text: str) -> None:
        masked = mask(text, Author.CITIZEN, question.language)
        draft = Draft(
            contact_id=contact.id,
            cid=question.request_id or new_id(tx.now),
            author=Author.CITIZEN,
            author_id=None,
            name=question.alias,
            text=masked.text,
            masked=bool(masked.kinds),
        )
        first = messages.numbered(draft, 1, tx.now)
        await messages.append(tx, [first])
        tx.publish(said(first, owner=None))


def _refused(found: Door) -> DeskClosed | QueueFull | None:
    if found.lets_in:
        return None
    if found.state is DoorState.FULL:
        return QueueFull(retry_after_ms=30_000)
    return DeskClosed(found.reason or "outside_hours", found.opens_at)


async def _promise(tx: Transaction, contact_id: UUID, delays: Delays, policy: Policy) -> None:
    """The range that she read before she asked, and reads again when her conversation opens."""
    position = delays.waiting + 1
    wait = delays.at(position, policy)
    await promises.promise(tx, contact_id, Channel.CHAT, position=position, wait=wait)


def _why(refusal: DeskClosed | QueueFull) -> str:
    """As it is counted: last call apart from closed, for it is the desk's own choice."""
    return PASSES_CLOSING if refusal.details.get("reason") == PASSES_CLOSING else refusal.code


def _masked(question: Question) -> Question:
    """People also give their numbers as a name, and pages put them into their addresses (P8)."""

    def masked(text: str | None) -> str | None:
        return None if text is None else mask(text, Author.CITIZEN, question.language).text

    return replace(question, alias=masked(question.alias), entry_page=masked(question.entry_page))
