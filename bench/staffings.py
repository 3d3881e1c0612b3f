"""How 200 counsellors may stand when dispatch looks at them: who talks, who is free, and for what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from app.domain.contact import Channel
from app.domain.policy import Policy
from app.models.staff import Counsellor, Shift
from app.repositories.transaction import Transactions
from bench.contenders.ours_people import add_staff, make_pairs

COUNSELLORS, CALLED = 200, 100
POLICY: dict[str, Any] = {"chat_capacity": 1, "queue_room": 1_000_000}
BOTH = [channel.value for channel in Channel]
FORMER_OFFERS, AT_ONCE = 300_000, 20_000
"""What some years leave: a dispatch that reads them all would be slower each year."""

YEARS = """
INSERT INTO offer (id, contact_id, counsellor_id, kind, why, offered_at, expires_at, ended_at, outcome)
SELECT gen_random_uuid(), c.id, c.owner, 'line', 'only_one', n.at, n.at, n.at,
  CASE n.i % 5 WHEN 0 THEN 'declined' WHEN 1 THEN 'expired' ELSE 'accepted' END
FROM (SELECT i, CAST(:now AS timestamptz) - make_interval(mins => 5 + 5 * i) AS at
  FROM generate_series(CAST(:first AS int), CAST(:last AS int)) i) n
JOIN (SELECT id, owner, row_number() OVER (ORDER BY id) - 1 AS place FROM contact WHERE owner IS NOT NULL) c
  ON c.place = n.i % CAST(:counsellors AS int)
"""


@dataclass(frozen=True, slots=True)
class Staffing:
    """`free` of the 200 have a seat for a chat beside the conversation that each has.

    `phone`: so many of the 200 are others, who take the phone alone and hold nothing.
    """

    name: str
    what: str
    free: int = 0
    phone: int = 0
    times: int = 7


STAFFINGS = (
    Staffing("ten", "ten of 200 counsellors with a free seat", free=10),
    Staffing("none", "none of 200 counsellors with a free seat", times=20),
    Staffing("phone", "100 of 200 counsellors free for the phone alone", phone=CALLED, times=20),
    Staffing("every", "all of 200 counsellors with a free seat", free=COUNSELLORS, times=3),
)


async def hire(transaction: Transactions, policy: Policy) -> None:
    """200 counsellors with a conversation each, and those who take the phone; nobody is ready yet."""
    await make_pairs(transaction, COUNSELLORS, policy)
    async with transaction() as tx:
        for _ in range(CALLED):
            one = await add_staff(tx)
            mine = Counsellor.id == one.counsellor_id
            await tx.run(update(Counsellor).where(mine).values(permitted=[Channel.PHONE.value]))
        await tx.run(update(Shift).values(channels=BOTH))
    await _former_offers(transaction)


async def _former_offers(transaction: Transactions) -> None:
    for first in range(0, FORMER_OFFERS, AT_ONCE):
        async with transaction() as tx:
            values = {"now": tx.now, "first": first, "last": first + AT_ONCE - 1, "counsellors": COUNSELLORS}
            await tx.run(YEARS, values)


async def take_up(transaction: Transactions, staffing: Staffing, worker_id: UUID) -> None:
    """200 of them are there and ready, as this staffing says; the others are on a break."""
    async with transaction() as tx:
        statement = select(Counsellor.id, Counsellor.permitted).order_by(Counsellor.id)
        rows = (await tx.run(statement)).all()
        phone = [row.id for row in rows if row.permitted == [Channel.PHONE.value]][: staffing.phone]
        talking = [row.id for row in rows if row.permitted != [Channel.PHONE.value]]
        there = [*phone, *talking[: COUNSELLORS - staffing.phone]]
        everybody = {"wish": "break", "wish_channels": BOTH, "absent_since": None, "worker_id": worker_id}
        await tx.run(update(Counsellor).values(chat_capacity=None, **everybody))
        await tx.run(update(Counsellor).where(Counsellor.id.in_(there)).values(wish="ready"))
        free = talking[: staffing.free]
        await tx.run(update(Counsellor).where(Counsellor.id.in_(free)).values(chat_capacity=2))
