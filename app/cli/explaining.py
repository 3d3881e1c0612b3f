"""`desk explain`: the life of one contact in words: who it was offered to, why, and what came of it."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

import typer

from app.cli import options
from app.cli.stores import stores


class Told(StrEnum):
    """The languages it is told in."""

    NB = "nb"
    NN = "nn"
    EN = "en"


def add_to(desk: typer.Typer) -> None:
    """Add the command."""
    desk.command()(explain)


def explain(
    contact: Annotated[UUID, typer.Argument(help="The id of the contact.", show_default=False)],
    *,
    language: Annotated[Told, typer.Option(help="Language of the words.")] = Told.NB,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object, instants in UTC, the words in nb, nn and en.")
    ] = False,
    data: options.Data = None,
) -> None:
    """Why did this contact go where it went?

    Arrival, every offer with the layer that decided, how many else could have had it and who could not, what
    came of each, and the wait: from the contact's events and the decisions of dispatch, which are kept for
    30 days. Nothing that was written in the conversation is read.

    Example: `desk explain 01a20846-fe00-7d75-a9a7-8019f753d088 --language nn`.
    """
    from app.cli.backstage import backstage
    from app.cli.schema import require_suitable
    from app.domain.life import Life, life_json
    from app.seed.life import life_lines
    from app.services.explaining import Explaining

    async def run() -> Life:
        async with backstage(settings) as transaction:
            return await Explaining(transaction).life(contact)

    with stores(options.settings(data=data), join=True) as settings:
        require_suitable(settings)
        life = asyncio.run(run())
    if as_json:
        print(json.dumps(life_json(life), ensure_ascii=False, default=_instant))
        return
    for line in life_lines(life, language):
        print(line)


def _instant(value: Any) -> str:
    from app.frames.shared import instant

    assert isinstance(value, datetime)
    return instant(value)
