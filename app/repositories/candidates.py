"""Who may be offered something now, read from rows into what the match reads (design § 4, «Eligible»)."""

from datetime import timedelta
from uuid import UUID

from app.domain.contact import Channel
from app.domain.counsellor import Candidate, CounsellorId, Presence
from app.domain.policy import Policy
from app.repositories import contacts, duty, offers
from app.repositories.duty import CounsellorRow
from app.repositories.transaction import Transaction


async def everybody(tx: Transaction, policy: Policy) -> list[Candidate]:
    """On shift, present, wishing and permitted, with seats and what was refused lately."""
    ready = await duty.ready(tx)
    seats = await duty.seats(tx, [row.id for row, _ in ready], policy)
    within = timedelta(seconds=policy.refused_seconds)
    refused = await offers.refused(tx, within)
    handed_over = await contacts.handed_over(tx, within)
    return [
        Candidate(
            counsellor_id=CounsellorId(row.id),
            centre=row.centre,
            channels=channels,
            seats=seats[row.id],
            idle_since=row.idle_since,
            refused={**refused.get(row.id, {}), **handed_over.get(row.id, {})},
        )
        for row, channels in ready
    ]


async def channels_of(tx: Transaction, row: CounsellorRow, *, wishing: bool = True) -> frozenset[Channel]:
    """The channels this counsellor may be given now; empty where she is not on shift, present and wishing."""
    if row.disabled or row.absent_since is not None:
        return frozenset()
    if wishing and row.wish is not Presence.READY:
        return frozenset()
    on_shift, _ = await duty.shift_channels(tx, row.id)
    return on_shift & {Channel(name) for name in row.permitted if name in row.wish_channels}


async def one(tx: Transaction, row: CounsellorRow, policy: Policy) -> Candidate:
    """This counsellor as a candidate for a `take`: what she refused before does not count against it."""
    seats = await duty.seats(tx, [row.id], policy)
    return Candidate(
        counsellor_id=CounsellorId(row.id),
        centre=row.centre,
        channels=await channels_of(tx, row),
        seats=seats[row.id],
        idle_since=row.idle_since,
    )


async def is_on_shift(tx: Transaction, counsellor_id: UUID) -> bool:
    """Whether a shift of hers holds now."""
    _, until = await duty.shift_channels(tx, counsellor_id)
    return until is not None


async def any_ready(tx: Transaction, channel: Channel) -> bool:
    """Whether anybody on shift, present and wishing takes this channel, with or without a free seat."""
    return channel in await ready_channels(tx)


async def ready_channels(tx: Transaction) -> frozenset[Channel]:
    """The channels that anybody on shift, present and wishing takes."""
    return frozenset(channel for _, channels in await duty.ready(tx) for channel in channels)
