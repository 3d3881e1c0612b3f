"""What the desk holds on a contact: for its citizen, for its counsellor, for a coordinator with a reason."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from app.domain.asked import read_asked
from app.domain.contact import Language
from app.domain.counsellor import Role
from app.domain.errors import NotAllowed, NotFound, NotSignedIn
from app.domain.privacy import kept_reason
from app.domain.rules import Rules
from app.frames.citizen import CitizenContact, CitizenMessage
from app.frames.counsellor import NoteFrame, StaffMessage
from app.frames.follow_up import OwnFollowUp, StaffFollowUp
from app.frames.shared import ContactView
from app.repositories import (
    arrivals,
    contact_search,
    contacts,
    desk,
    feedback,
    follow_up_views,
    follow_ups,
    holds,
    joinings,
    lists,
    messages,
    views,
    wrap_ups,
)
from app.repositories.contact_search import Arrived
from app.repositories.contacts import ContactRow
from app.repositories.feedback import Given
from app.repositories.follow_ups import FollowUpRow
from app.repositories.holds import HoldRow
from app.repositories.ids import token_hash
from app.repositories.sealing import Holder, Seal
from app.repositories.spoken import for_citizen, for_staff, note_frame
from app.repositories.transaction import Transaction, Transactions

PAGE = 200
EVERYTHING = 100_000
LONGEST_SEARCH = timedelta(days=1, hours=1)
"""A day of Oslo has 25 hours in autumn."""


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """Everything on a contact or a follow-up, for its citizen; a follow-up's messages are its answers."""

    contact: CitizenContact | None
    messages: list[CitizenMessage]
    follow_ups: list[OwnFollowUp]
    wrap_up: dict[str, Any] | None
    feedback: Given | None = None


@dataclass(frozen=True, slots=True)
class Erasable:
    """What a token may erase."""

    contacts: list[UUID] = field(default_factory=list)
    follow_ups: list[UUID] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class StaffRecord:
    """A contact with its notes and its wrap-up so far, for whoever may read it."""

    contact: ContactView
    notes: list[NoteFrame]
    wrap_up: dict[str, Any] | None
    draft: dict[str, Any] | None
    follow_up: StaffFollowUp | None = None
    """For its owner only, who needs text and number to answer."""
    hold: HoldRow | None = None
    """While its text is held: until when, and why."""


class Records:
    """Reading, and who may; a coordinator's reading is audited."""

    def __init__(self, transaction: Transactions, rules: Callable[[], Rules], seal: Seal) -> None:
        """One for each worker; `seal` opens follow-ups, and tells whose receipt a token is."""
        self._transaction = transaction
        self._rules = rules
        self._seal = seal

    async def arrived(self, params: Mapping[str, str]) -> tuple[Sequence[Arrived], bool]:
        """The contacts of a day at most, for a coordinator who looks for one, and whether there are more."""
        async with self._transaction() as tx:
            codes = [centre["code"] for centre in await lists.centres(tx)]
            asked = read_asked(params, centres=codes, now=tx.now, longest=LONGEST_SEARCH)
            found = await contact_search.arrived(tx, asked)
        return found[: contact_search.MOST], len(found) > contact_search.MOST

    async def own(self, token: str) -> OwnRecord:
        """Everything for the citizen who holds this token; raises `NotSignedIn`."""
        async with self._transaction() as tx:
            row = await self._held(tx, token)
            if isinstance(row, FollowUpRow):
                kept = timedelta(seconds=self._rules().policy.answer_kept_seconds)
                if not follow_ups.is_readable(row, tx.now, kept):
                    raise NotSignedIn
                shown = await follow_up_views.own(tx, row, self._seal)
                return OwnRecord(None, shown.answers, [shown], None)
            if row.text_gone_at is not None:
                raise NotSignedIn
            return await self._own_contact(tx, row)

    async def _own_contact(self, tx: Transaction, row: ContactRow) -> OwnRecord:
        policy = self._rules().policy
        delays = await arrivals.delays(tx, row.channel, policy)
        contact, _, _ = await views.citizen(tx, row.id, delays, policy)
        said = await messages.after(tx, {row.id: 0}, most=EVERYTHING)
        return OwnRecord(
            contact,
            [for_citizen(one) for one in said],
            await follow_up_views.of_contact(tx, row.id, self._seal, policy),
            await wrap_ups.recorded(tx, row.id),
            await feedback.find(tx, row.id),
        )

    async def _held(self, tx: Transaction, token: str) -> ContactRow | FollowUpRow:
        """What this token is of, a contact's own or a receipt's; raises `NotSignedIn`."""
        row: ContactRow | FollowUpRow | None
        match self._seal.whose(token):
            case (Holder.FOLLOW_UP, follow_up_id):
                row = await follow_ups.find(tx, follow_up_id) if tx.reached(follow_ups.REVISION) else None
            case (Holder.CONTACT, contact_id):
                row = await contacts.find(tx, contact_id)
            case _:
                row = await contacts.find_by_token(tx, token_hash(token))
        if row is None:
            raise NotSignedIn
        return row

    async def erasable(self, token: str) -> Erasable:
        """What this token may erase, also when that was done: all that `own` shows; raises `NotSignedIn`."""
        async with self._transaction() as tx:
            row = await self._held(tx, token)
            if isinstance(row, FollowUpRow):
                return Erasable(follow_ups=[row.id])
            asked = await follow_ups.of_contact(tx, row.id) if tx.reached(follow_ups.REVISION) else []
        return Erasable([row.id], [one.id for one in asked])

    async def staff(self, contact_id: UUID, reader: UUID, role: Role, *, reason: str | None) -> StaffRecord:
        """The contact for its counsellor, or a coordinator; raises `NotFound`, `NotAllowed`."""
        async with self._transaction() as tx:
            row = await self._admit(tx, contact_id, reader, role, reason=reason)
            follow_up = None
            if reader == row.owner:
                follow_up = await follow_up_views.for_owner(tx, contact_id, self._seal, self._rules().policy)
            standing = await holds.find(tx, contact_id)
            return StaffRecord(
                contact=await views.contact(tx, contact_id),
                notes=[note_frame(note) for note in await messages.notes(tx, contact_id)],
                wrap_up=await wrap_ups.recorded(tx, contact_id),
                draft=await wrap_ups.draft(tx, contact_id),
                follow_up=follow_up,
                hold=standing if standing is not None and standing.holds(tx.now) else None,
            )

    async def said(
        self, contact_id: UUID, reader: UUID, role: Role, *, after: int, reason: str | None
    ) -> tuple[list[StaffMessage], int]:
        """A page of messages after this `seq`, and the contact's `last_seq`."""
        async with self._transaction() as tx:
            row = await self._admit(tx, contact_id, reader, role, reason=reason)
            rows = await messages.after(tx, {contact_id: after}, most=PAGE)
        return [for_staff(one) for one in rows], row.last_seq

    async def _admit(
        self, tx: Transaction, contact_id: UUID, reader: UUID, role: Role, *, reason: str | None
    ) -> ContactRow:
        row = await contacts.find(tx, contact_id)
        if row is None:
            raise NotFound
        if reader == row.owner or await joinings.is_in(tx, contact_id, reader):
            return row
        if role is not Role.COORDINATOR or not (reason or "").strip():
            raise NotAllowed
        why = kept_reason(reason, Language.NB)
        await desk.audit(tx, "contact_read", actor_id=reader, subject=str(contact_id), reason=why)
        return row
