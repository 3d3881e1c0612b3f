"""Somebody leaves a question or asks to be called, also while the desk is closed; and takes it back again."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from app.domain.contact import WAITING, Author, Cause, Language, State
from app.domain.errors import (
    Gone,
    Invalid,
    NotFound,
    NotSignedIn,
    QueueFull,
    TooLong,
    TooManyRequests,
    Unavailable,
    Violated,
    WrongState,
)
from app.domain.follow_up import MOST_OPEN, OPEN, FollowUpId, Kind, expiry
from app.domain.privacy import mask, validate_text
from app.domain.receipt_code import read_code
from app.domain.rules import Rules
from app.repositories import attempts, contacts, follow_ups, ownership
from app.repositories.follow_ups import FollowUpRow
from app.repositories.ids import new_id, token_hash
from app.repositories.locking import hold
from app.repositories.sealing import Holder, Seal, code_hash
from app.repositories.transaction import Transaction, Transactions, again_when_busy

LATER = 3_600_000


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked: a question to be answered in writing, or a call; `token` is of the contact it names."""

    kind: Kind
    language: Language
    request_id: UUID | None = None
    text: str | None = None
    number: str | None = None
    county: str | None = None
    contact_id: UUID | None = None
    token: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What whoever asked gets: a code to come back with, and a token for the page; `new` unless repeated."""

    follow_up_id: UUID
    code: str
    token: str
    expires_at: datetime
    new: bool


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a code opens."""

    kind: Holder
    state: str
    token: str


class FollowUps:
    """Asking, coming back with a code, erasing."""

    def __init__(self, transaction: Transactions, rules: Callable[[], Rules], seal: Seal) -> None:
        """One for each worker; without keys in `seal` nothing is taken."""
        self._transaction = transaction
        self._rules = rules
        self._seal = seal

    async def ask(self, request: Request) -> Asked:
        """Take a question or a wish to be called.

        Raises `Invalid`, `Gone` (a repeat come too late), `NotSignedIn` (a contact without its token),
        `WrongState` (in conversation), `QueueFull`, `TooManyRequests` (open ones with this number, or by way
        of this contact), `Unavailable` (no keys, or a schema that is still to come).
        """
        if not self._seal.has_keys:
            raise Unavailable({"follow_ups": "are not taken at this desk"})
        request = self._checked(request)
        try:
            return await self._ask(request)
        except Violated as violated:
            if "request_id" not in violated.constraint:
                raise
        return await self._ask(request)

    def _checked(self, request: Request) -> Request:
        if request.kind is Kind.MESSAGE and request.text is None:
            raise Invalid({"text": "is required to leave a question"})
        if request.kind is Kind.CALL and request.number is None:
            raise Invalid({"number": "is required to be called"})
        number = request.number if request.kind is Kind.CALL else None
        return replace(request, number=number, text=self._masked(request), county=_plain(request))

    def _masked(self, request: Request) -> str | None:
        """The text without what is personal in it: a number to call has a field of its own."""
        if request.text is None:
            return None
        try:
            text = validate_text(request.text, self._rules().policy.text_limit)
        except TooLong as error:
            raise Invalid(error.details) from error
        return mask(text, Author.CITIZEN, request.language).text

    @again_when_busy
    async def _ask(self, request: Request) -> Asked:
        async with self._transaction() as tx:
            if not tx.reached(follow_ups.REVISION):
                raise Unavailable
            await self._require_token(tx, request)
            repeated = await self._repeated(tx, request)
            if repeated is not None:
                return repeated
            await self._require_room(tx, request)
            if request.contact_id is not None:
                await self._leave_line(tx, request.contact_id)
            return await self._take(tx, request)

    async def _require_token(self, tx: Transaction, request: Request) -> None:
        if request.contact_id is None:
            return
        found = await contacts.find_by_token(tx, token_hash(request.token or ""))
        if found is None or found.id != request.contact_id or found.text_gone_at is not None:
            raise NotSignedIn

    async def _repeated(self, tx: Transaction, request: Request) -> Asked | None:
        if request.request_id is None:
            return None
        known = await follow_ups.find_by_request(tx, request.request_id)
        if known is None:
            return None
        kept = timedelta(seconds=self._rules().policy.request_repeat_seconds)
        if known.state not in OPEN or tx.now - known.asked_at > kept:
            raise Gone({"request_id": "used before"})
        return self._asked(known, await self._code_again(tx, known), new=False)

    async def _code_again(self, tx: Transaction, row: FollowUpRow) -> str:
        codes = self._seal.codes(row.id)
        same = next((code for code in codes if code_hash(code) == row.code_hash), None)
        if same is None:
            await follow_ups.replace_code(tx, row.id, code_hash(codes[0]))
        return same or codes[0]

    async def _require_room(self, tx: Transaction, request: Request) -> None:
        if await follow_ups.open_count(tx) >= self._rules().policy.follow_up_room:
            raise QueueFull(retry_after_ms=LATER)
        if request.number is not None:
            marks = self._seal.mark(request.number)
            if await follow_ups.open_with_number(tx, marks) >= MOST_OPEN:
                raise TooManyRequests({"number": "waits for several calls already"}, retry_after_ms=LATER)
        if request.contact_id is not None:
            earlier = await follow_ups.of_contact(tx, request.contact_id)
            if sum(one.state in OPEN for one in earlier) >= MOST_OPEN:
                raise TooManyRequests({"contact_id": "has asked several times"}, retry_after_ms=LATER)

    async def _leave_line(self, tx: Transaction, contact_id: UUID) -> None:
        """In line: this comes instead of waiting. Over: it stays counted as it was. Raises `WrongState`."""
        held = await hold(tx, contact_id)
        if held.contact.state in WAITING:
            await ownership.finish(tx, held, Cause.CLOSING_FOLLOW_UP, policy=self._rules().policy)
        elif held.contact.state is State.ACTIVE:
            raise WrongState({"state": held.contact.state})

    async def _take(self, tx: Transaction, request: Request) -> Asked:
        rules, follow_up_id = self._rules(), FollowUpId(new_id(tx.now))
        code = self._seal.codes(follow_up_id)[0]
        row = await follow_ups.add(
            tx,
            id=follow_up_id,
            request_id=request.request_id,
            contact_id=request.contact_id,
            kind=request.kind,
            language=request.language,
            county=request.county,
            text=self._seal.close(request.text),
            phone_number=self._seal.close(request.number),
            number_mark=None if request.number is None else self._seal.mark(request.number)[0],
            code_hash=code_hash(code),
            expires_at=expiry(rules.hours, request.kind, tx.now, days=rules.policy.follow_up_opening_days),
        )
        return self._asked(row, code, new=True)

    def _asked(self, row: FollowUpRow, code: str, *, new: bool) -> Asked:
        return Asked(row.id, code, self._seal.token(Holder.FOLLOW_UP, row.id), row.expires_at, new)

    async def receipt(self, written: str) -> Receipt:
        """What a code opens, a contact or a follow-up; raises `NotFound`, `Unavailable` (no keys)."""
        code = read_code(written)
        if code is None:
            raise NotFound
        async with self._transaction() as tx:
            contact = await contacts.find_by_code(tx, code)
            if contact is not None:
                token = self._seal.token(Holder.CONTACT, contact.id)
                return Receipt(Holder.CONTACT, contact.state, token)
            row = await self._readable(tx, code)
        return Receipt(Holder.FOLLOW_UP, row.state, self._seal.token(Holder.FOLLOW_UP, row.id))

    async def _readable(self, tx: Transaction, code: str) -> FollowUpRow:
        if not tx.reached(follow_ups.REVISION):
            raise NotFound
        row = await follow_ups.find_by_code(tx, code_hash(code))
        kept = timedelta(seconds=self._rules().policy.answer_kept_seconds)
        if row is None or not follow_ups.is_readable(row, tx.now, kept):
            raise NotFound
        return row

    @again_when_busy
    async def erase(self, follow_up_id: UUID) -> list[UUID]:
        """Text and number are gone, nobody tries again; the contacts whose text is to go with it."""
        async with self._transaction() as tx:
            if await follow_ups.lock(tx, follow_up_id) is not None:
                await follow_ups.erase(tx, follow_up_id)
            return await attempts.contacts_of(tx, follow_up_id)


def _plain(request: Request) -> str | None:
    """People give their numbers anywhere."""
    return None if request.county is None else mask(request.county, Author.CITIZEN, request.language).text
