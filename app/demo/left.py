"""Questions left and calls asked for before the demo began, for its counsellors to find; all invented."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from uuid import UUID, uuid5

from app.domain.contact import Language
from app.domain.errors import Gone, Unavailable
from app.domain.follow_up import Kind
from app.domain.oslo import day_of
from app.domain.rules import Rules
from app.repositories.sealing import Seal
from app.repositories.transaction import Transactions
from app.seed.hours import always_open
from app.services.follow_ups import FollowUps, Request

FAMILY = UUID("6c656674-2062-4568-8e6e-640000000000")
INVENTED_NUMBER = "+4790000001"

LEFT = (
    Request(
        Kind.MESSAGE,
        Language.NB,
        text="Jeg har fagbrev og vil bli ingeniør. Må jeg ta forkurs, eller finnes det andre veier?",
    ),
    Request(
        Kind.MESSAGE,
        Language.NN,
        text="Kva er fristen for å søkje vidaregåande for vaksne, og kvar søkjer eg?",
    ),
    Request(Kind.CALL, Language.NB, text="Jeg vil snakke om å bytte yrke.", number=INVENTED_NUMBER),
)


async def leave_some(transaction: Transactions, keys: tuple[str, ...]) -> None:
    """Once a day, as long as there are keys; another start on the same day adds nothing."""
    async with transaction() as tx:
        day = day_of(tx.now)
    service = FollowUps(transaction, lambda: Rules(hours=always_open()), Seal(keys))
    for number, request in enumerate(LEFT):
        with suppress(Gone, Unavailable):
            await service.ask(replace(request, request_id=uuid5(FAMILY, f"{day}/{number}")))
