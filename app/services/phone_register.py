"""A call that the desk's own line never saw is registered by whoever took it: as it begins, or afterwards."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.domain.contact import ENDINGS, OWNED, Cause, Channel
from app.domain.errors import Gone, Invalid, NotAllowed, NotYours, Violated, WrongState
from app.domain.oslo import day_of
from app.domain.phone_call import PhoneCall, read_call, read_language
from app.domain.rules import Rules
from app.domain.topics import Codes, WrapUp, validate_wrap_up
from app.repositories import company, contacts, duty, kept, ownership, place, views, wrap_ups
from app.repositories.contacts import ContactRow
from app.repositories.duty import CounsellorRow
from app.repositories.ids import new_id
from app.repositories.locking import hold
from app.repositories.transaction import Transaction, Transactions, again_when_busy

LoadCodes = Callable[[Transaction, datetime | None], Awaitable[Codes]]


@dataclass(frozen=True, slots=True)
class Registered:
    """The contact of a call; `new` is false for a repeated request."""

    contact_id: UUID
    new: bool


class PhoneRegister:
    """Counted as any contact that was answered at once: it never waited, and nobody was offered it.

    It takes nothing away and lets nothing in (I5): whoever talks on the phone is offered no chat meanwhile,
    and keeps those she has.
    """

    def __init__(self, transaction: Transactions, rules: Callable[[], Rules], load_codes: LoadCodes) -> None:
        """`load_codes` reads the codes that hold for a call that began then."""
        self._transaction = transaction
        self._rules = rules
        self._load_codes = load_codes

    async def register(self, counsellor_id: UUID, body: object) -> Registered:
        """The call's contact: active without an end, in wrap-up with one, closed with a wrap-up besides.

        Raises `Invalid`, `NotAllowed` for who is no counsellor, `Gone` for a request id used for something
        else.
        """
        try:
            return await self._register(counsellor_id, body)
        except Violated as violated:
            if "request_id" not in violated.constraint:
                raise
        return await self._register(counsellor_id, body)

    @again_when_busy
    async def _register(self, counsellor_id: UUID, body: object) -> Registered:
        policy = self._rules().policy
        async with self._transaction() as tx:
            known = await _repeated(tx, counsellor_id, body)
            if known is not None:
                return Registered(known.id, new=False)
            call = read_call(body, now=tx.now, policy=policy)
            wrap_up = None
            if call.wrap_up is not None:
                wrap_up = _checked(call.wrap_up, await self._load_codes(tx, call.started_at))
            row = (await duty.lock(tx, [counsellor_id])).get(counsellor_id)
            if row is None or row.disabled:
                raise NotAllowed
            contact = await _begin(tx, row, call)
            if call.ended_at is not None:
                contact = await _end(tx, contact, row, call.ended_at)
            if wrap_up is not None:
                await wrap_ups.record(tx, contact.id, wrap_up, by=row.id)
                await ownership.close(tx, await hold(tx, contact.id, row.id), Cause.WRAPPED_UP, policy=policy)
                return Registered(contact.id, new=True)
            view = await views.contact(tx, contact.id)
            frames = [company.contact_frame(view)]
            await place.tell(tx, row.id, policy, frames=frames, gained=[view])
        return Registered(contact.id, new=True)

    @again_when_busy
    async def speak(self, counsellor_id: UUID, contact_id: UUID, language: object) -> None:
        """The language of her own call, which she hears only after it has begun; until it is recorded.

        Raises `NotFound`, `NotYours`, `WrongState` for what is no call by hand, `Invalid`.
        """
        spoken = read_language(language)
        async with self._transaction() as tx:
            held = await hold(tx, contact_id, counsellor_id)
            if held.contact.owner != counsellor_id or held.contact.state not in OWNED:
                raise NotYours
            if not held.contact.is_call_by_hand:
                raise WrongState({"contact_id": "is no call by hand"})
            if held.contact.language is spoken:
                return
            await contacts.change(tx, contact_id, language=spoken)
            await company.show(tx, contact_id, [counsellor_id], self._rules().policy)


async def _repeated(tx: Transaction, counsellor_id: UUID, body: object) -> ContactRow | None:
    """The contact that this request made, whatever else it says now; raises `Gone` for another's."""
    named = body.get("request_id") if isinstance(body, Mapping) else None
    try:
        known = await contacts.find_by_request(tx, UUID(named)) if isinstance(named, str) else None
    except ValueError:
        return None
    if known is None:
        return None
    if not known.is_call_by_hand or known.answered_by != counsellor_id:
        raise Gone({"request_id": "used before"})
    return known


def _checked(fields: Mapping[str, Any], codes: Codes) -> WrapUp:
    try:
        return validate_wrap_up(fields, codes)
    except Invalid as error:
        raise Invalid({f"wrap_up.{field}": why for field, why in error.details.items()}) from error


async def _begin(tx: Transaction, row: CounsellorRow, call: PhoneCall) -> ContactRow:
    """Its hour may have been counted already: the figures of its days are counted again."""
    for day in {day_of(call.started_at), day_of(call.ended_at or tx.now)}:
        await kept.forget(tx, day)
    return await contacts.add(
        tx,
        cause=Cause.PHONE_BY_HAND,
        at=call.started_at,
        counsellor_id=row.id,
        centre=row.centre,
        id=new_id(tx.now),
        channel=Channel.PHONE,
        language=call.language,
        request_id=call.request_id,
        owner=row.id,
        answered_at=call.started_at,
        answered_by=row.id,
        answered_centre=row.centre,
    )


async def _end(tx: Transaction, contact: ContactRow, row: CounsellorRow, ended_at: datetime) -> ContactRow:
    """It ended when it ended; its wrap-up begins now, and lapses and frees its seat from now on."""
    by, reason = ENDINGS[Cause.ENDED_COUNSELLOR]
    return await contacts.move(
        tx,
        contact,
        Cause.ENDED_COUNSELLOR,
        at=ended_at,
        counsellor_id=row.id,
        centre=row.centre,
        ended_at=ended_at,
        ended_by=by,
        ended_reason=reason,
    )
