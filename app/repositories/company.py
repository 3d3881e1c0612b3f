"""Who is in a conversation besides its citizen, and how they are told: the owner, and colleagues who joined.

Each function works on a held contact, with everybody it concerns locked.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from app.domain.joining import REQUEST_STANDS, JoiningOutcome
from app.domain.policy import Policy
from app.frames.counsellor import ContactFrame
from app.frames.joining import Colleague, ColleagueFrame, JoinRequest, JoinRequestEnded, JoinRequestPart
from app.frames.shared import ContactView, Person, Sendable, instant
from app.repositories import joinings, place, views
from app.repositories.contacts import ContactRow
from app.repositories.duty import CounsellorRow
from app.repositories.joinings import JoiningRow
from app.repositories.locking import Held
from app.repositories.transaction import Transaction


def contact_frame(view: ContactView, *, erased: bool = False) -> ContactFrame:
    """CONTACT as a frame of its own."""
    values = {name: getattr(view, name) for name in ContactView.__struct_fields__}
    return ContactFrame(**values, erased=True) if erased else ContactFrame(**values)


def there(held: Held) -> list[UUID]:
    """The colleagues who have joined."""
    return [row.counsellor_id for row in held.joinings if row.joined_at is not None]


async def show(
    tx: Transaction,
    contact_id: UUID,
    to: Iterable[UUID | None],
    policy: Policy,
    *,
    frames: Sequence[Sendable] = (),
    but: UUID | None = None,
) -> None:
    """These frames and the contact as it is now, for each of them but one."""
    told = sorted({one for one in to if one is not None and one != but})
    if not told:
        return
    frame = contact_frame(await views.contact(tx, contact_id))
    for counsellor_id in told:
        await place.tell(tx, counsellor_id, policy, frames=[*frames, frame])


async def part(tx: Transaction, held: Held, policy: Policy, *, erased: bool = False) -> None:
    """The conversation is over for every colleague in it; requests are withdrawn."""
    await _part(tx, held, held.joinings, policy, erased=erased)


async def pass_on(tx: Transaction, held: Held, owner: UUID, policy: Policy) -> None:
    """The conversation has a new owner: who joined stays, the new owner's own joining is over, and so are
    the requests of the former one.
    """
    if not held.joinings:
        return
    hers = [row for row in held.joinings if row.counsellor_id == owner and row.joined_at is not None]
    await joinings.end(tx, hers)
    await _part(tx, held, [row for row in held.joinings if row.joined_at is None], policy)
    await show(tx, held.contact.id, there(held), policy, but=owner)


async def _part(
    tx: Transaction, held: Held, rows: Sequence[JoiningRow], policy: Policy, *, erased: bool = False
) -> None:
    if not rows:
        return
    await joinings.end(tx, rows)
    frame = contact_frame(await views.contact(tx, held.contact.id), erased=erased)
    over = JoinRequestEnded(contact_id=held.contact.id, outcome=JoiningOutcome.WITHDRAWN)
    for row in sorted(rows, key=lambda row: row.counsellor_id):
        if row.joined_at is None:
            await place.tell(tx, row.counsellor_id, policy, frames=[over])
        else:
            await place.tell(tx, row.counsellor_id, policy, frames=[frame], lost=[row.contact_id])


def said(contact_id: UUID, colleague: CounsellorRow, outcome: JoiningOutcome) -> ColleagueFrame:
    """What became of a colleague, for those who are in the conversation."""
    return ColleagueFrame(
        contact_id=contact_id, counsellor_id=colleague.id, name=colleague.name, outcome=outcome
    )


async def person(tx: Transaction, colleague: CounsellorRow, contact: ContactRow) -> Person:
    """A counsellor as the citizen of this contact sees her."""
    centre = await views.centre_name(tx, colleague.centre, contact.language)
    return Person(name=colleague.name, centre=centre)


def request(view: ContactView, row: JoiningRow, asked_by: Colleague) -> JoinRequest:
    """A request as the asked colleague sees it."""
    return JoinRequest(
        contact=view,
        asked_by=asked_by,
        asked_at=instant(row.asked_at),
        expires_at=instant(row.asked_at + REQUEST_STANDS),
    )


async def requests(tx: Transaction, counsellor_id: UUID) -> list[JoinRequestPart]:
    """The requests that stand before her."""
    rows = [row for row in await joinings.of_counsellor(tx, counsellor_id) if row.joined_at is None]
    if not rows:
        return []
    shown = await views.offered(tx, [row.contact_id for row in rows])
    askers = await joinings.names(tx, [row.asked_by for row in rows])
    found = [request(shown[row.contact_id], row, askers[row.asked_by]) for row in rows]
    return [
        JoinRequestPart(
            contact=one.contact, asked_by=one.asked_by, asked_at=one.asked_at, expires_at=one.expires_at
        )
        for one in found
    ]
