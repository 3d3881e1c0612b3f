"""What the demo tells its citizens and its staff as long as nobody has written another notice."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from app.domain.notices import Audience, NoticeBody
from app.domain.wording import Wording
from app.repositories import notices
from app.repositories.transaction import Transaction

SINCE = timedelta(days=1)
"""Whatever is written today began later, and is read instead."""
LASTS = timedelta(days=364)

TOLD = {
    Audience.CITIZENS: Wording(
        "Dette er en demo: Her er det åpent hele døgnet, og ingen er virkelige.",
        "Dette er ein demo: Her er det ope heile døgnet, og ingen er verkelege.",
        "This is a demo: it is open round the clock, and nobody here is real.",
    ),
    Audience.STAFF: Wording(
        "Søknadsfristen nærmer seg: Mange spør om poenggrenser. Ta pausene dine likevel.",
        "Søknadsfristen nærmar seg: Mange spør om poenggrenser. Ta pausane dine likevel.",
        "The application deadline is near: many ask about admission points. Take your breaks all the same.",
    ),
}


async def tell(tx: Transaction, by: UUID) -> None:
    """One for each audience, unless there ever was one."""
    if not tx.reached(notices.REVISION) or await notices.latest(tx, 1):
        return
    for audience, words in TOLD.items():
        await notices.add(tx, NoticeBody(audience, words, tx.now - SINCE, tx.now + LASTS), by=by)
