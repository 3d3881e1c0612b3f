"""Who may be offered something now, read from rows into what the match reads (design § 4, «Eligible»)."""

from datetime import timedelta
from uuid import UUID

from app.domain.contact import Channel
from app.domain.counsellor import Candidate, CounsellorId, Presence
from app.domain.policy import Policy
from app.repositories import abilities, contacts, duty, offers, on_duty
from app.repositories.duty import CounsellorRow
from app.repositories.transaction import Transaction


async def everybody(tx: Transaction, policy: Policy) -> list[Candidate]:
    """On shift, present, wishing and permitted, with seats and what was refused lately.

    Nobody near the end of her duty: nothing new is offered to her (`roster.last_offers_at`).
    """
    ready = await _offerable(tx, policy)
    seats = await duty.seats(tx, [one.row.id for one in ready], policy)
    within = timedelta(seconds=policy.refused_seconds)
    refused = await offers.refused(tx, within)
    handed_over = await contacts.handed_over(tx, within)
    able = await abilities.of(tx, [one.row.id for one in ready])
    return [
        Candidate(
            counsellor_id=CounsellorId(one.row.id),
            centre=one.row.centre,
            channels=one.channels,
            seats=seats[one.row.id],
            idle_since=one.row.idle_since,
            refused={**refused.get(one.row.id, {}), **handed_over.get(one.row.id, {})},
            languages=able.get(one.row.id, abilities.USUAL).languages,
            skills=able.get(one.row.id, abilities.USUAL).skills,
        )
        for one in ready
    ]


async def _offerable(tx: Transaction, policy: Policy) -> list[duty.Ready]:
    ready = await duty.ready(tx)
    late = await on_duty.too_late(tx, {one.row.id: one.until for one in ready}, policy)
    return [one for one in ready if one.row.id not in late]


async def channels_of(tx: Transaction, row: CounsellorRow, *, wishing: bool = True) -> frozenset[Channel]:
    """The channels this counsellor may be given now; empty where she is not on shift, present and wishing."""
    if row.disabled or row.absent_since is not None:
        return frozenset()
    if wishing and row.wish is not Presence.READY:
        return frozenset()
    on_shift, _ = await duty.shift_channels(tx, row.id)
    return on_shift & {Channel(name) for name in row.permitted if name in row.wish_channels}


async def offerable(tx: Transaction, row: CounsellorRow, policy: Policy) -> frozenset[Channel]:
    """The channels in which the desk may offer her something now: none near the end of her duty."""
    channels = await channels_of(tx, row)
    duties = await on_duty.one(tx, row.id, policy) if channels else None
    return channels if duties is not None and tx.now < duties.last_offers_at else frozenset()


async def one(tx: Transaction, row: CounsellorRow, policy: Policy) -> Candidate:
    """This counsellor as a candidate for a `take`: what she refused before does not count against it."""
    seats = await duty.seats(tx, [row.id], policy)
    able = (await abilities.of(tx, [row.id])).get(row.id, abilities.USUAL)
    return Candidate(
        counsellor_id=CounsellorId(row.id),
        centre=row.centre,
        channels=await channels_of(tx, row),
        seats=seats[row.id],
        idle_since=row.idle_since,
        languages=able.languages,
        skills=able.skills,
    )


async def is_on_shift(tx: Transaction, counsellor_id: UUID) -> bool:
    """Whether a shift of hers holds now."""
    _, until = await duty.shift_channels(tx, counsellor_id)
    return until is not None


async def any_ready(tx: Transaction, channel: Channel, policy: Policy) -> bool:
    """Whether anybody may be offered this channel now, with or without a free seat."""
    return channel in await ready_channels(tx, policy)


async def ready_channels(tx: Transaction, policy: Policy) -> frozenset[Channel]:
    """The channels in which anybody may be offered something now, with or without a free seat."""
    return frozenset(channel for one in await _offerable(tx, policy) for channel in one.channels)
