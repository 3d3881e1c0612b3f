"""`desk hours`: is the desk open at some time, by a file of rules or by those of the desk itself?"""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli import options
from app.cli.failures import CannotGoOn
from app.cli.stores import stores
from app.settings import Settings

if TYPE_CHECKING:
    from app.domain.opening_hours import HoursAnswer, OpeningHours

LARGEST_FILE = 4_000_000


def add_to(desk: typer.Typer) -> None:
    """Add the command."""
    desk.command()(hours)


def hours(
    at: Annotated[list[str], typer.Option(help="Oslo wall time, or with an offset. May repeat.")],
    *,
    channel: Annotated[str, typer.Option(help="chat or phone.")] = "chat",
    rules: Annotated[Path | None, typer.Option(help="A file of rules instead of the desk's own.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    data: options.Data = None,
) -> None:
    """Is the desk open at some time, by which rule, and when does that change?"""
    from app.domain.contact import Channel
    from app.domain.opening_hours import evaluate
    from app.domain.oslo import read_wall_time

    if channel not in set(Channel):
        raise CannotGoOn("the channel must be chat or phone")
    asked = [read_wall_time(time) for time in at]
    found = _read(rules) if rules else _of_the_desk(options.settings(data=data))
    for instant in asked:
        answer = evaluate(found, channel, instant)
        print(json.dumps(_json(answer), ensure_ascii=False) if as_json else _sentence(answer))


def _read(rules: Path) -> OpeningHours:
    from app.domain.hours_document import read_hours

    try:
        if rules.stat().st_size > LARGEST_FILE:
            raise CannotGoOn(f"{rules} is too large for a file of rules")
        document = json.loads(rules.read_text(encoding="utf-8"))
    except OSError as error:
        raise CannotGoOn(f"{rules} cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise CannotGoOn(f"{rules} is no JSON: {error}") from error
    return read_hours(document, refuse_contradictions=False)


def _of_the_desk(settings: Settings) -> OpeningHours:
    with stores(settings) as found:
        return asyncio.run(_load(found))


async def _load(settings: Settings) -> OpeningHours:
    from app.cli.backstage import backstage
    from app.repositories import opening_hours

    async with backstage(settings) as transaction, transaction() as tx:
        return await opening_hours.load(tx)


def _json(answer: HoursAnswer) -> dict[str, Any]:
    from app.frames.shared import maybe_instant

    return {
        "open": answer.open,
        "rule": answer.rule,
        "closes_at": maybe_instant(answer.closes_at),
        "opens_at": maybe_instant(answer.opens_at),
    }


def _sentence(answer: HoursAnswer) -> str:
    from app.domain.oslo import OSLO

    turn = answer.closes_at or answer.opens_at
    when = "" if turn is None else turn.astimezone(OSLO).strftime(" %A %d %B %Y %H:%M")
    if answer.open:
        return f"open until{when} ({answer.rule})" if when else f"open without an end ({answer.rule})"
    return f"closed, opens{when} ({answer.rule})" if when else f"closed, no opening known ({answer.rule})"
