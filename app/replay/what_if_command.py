"""`desk replay --month`: a month of the desk's own log played again, as it was and with each change."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import Any

from rich.console import Console

from app.cli import options as command_options
from app.cli.stores import stores
from app.domain.oslo import OSLO
from app.domain.routing_document import from_stored
from app.replay.changes import Options, read_changes, read_month
from app.replay.columns import held
from app.replay.what_if import Answer, Question, answer, nobody
from app.replay.what_if_table import what_if_table
from app.replay.what_if_words import assumed, differences, how_far_off, unknown, verdicts
from app.repositories.replays import PastTime, past_time
from app.settings import Settings


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of a what-if, beside what it changes."""

    month: str
    at_once: bool
    seed: int
    percent_of_visits: int
    stretch: bool
    as_json: bool
    progress: bool = False


def perform_month(asked: Asked, options: Options, data: Path | None) -> None:
    """Read the month, play it in every way, and tell what came of it; raises `Invalid`."""
    from app.cli.schema import require_suitable

    with stores(command_options.settings(data=data), join=True) as settings:
        require_suitable(settings)
        past, question = asyncio.run(_read(settings, asked, options))
    began = perf_counter()
    found = answer(question, past, _tell if asked.progress else nobody)
    if asked.as_json:
        print(json.dumps(_as_json(question, found), ensure_ascii=False))
        return
    _print(question, found, perf_counter() - began)


async def _read(settings: Settings, asked: Asked, options: Options) -> tuple[PastTime, Question]:
    from app.cli.backstage import backstage

    async with backstage(settings) as transaction, transaction() as tx:
        within = read_month(asked.month, tx.now)
        past = await past_time(tx, *within)
    question = Question(within, (), asked.at_once, asked.seed, asked.percent_of_visits, asked.stretch)
    hours = held(past.hours, question.days[0], question.days[-1])
    known = (hours, from_stored(past.routing.body)[0])
    return past, replace(question, changes=read_changes(options, within, past.people.values(), known))


def _tell(played: int, of: int) -> None:
    print(json.dumps({"played": played, "of": of}), flush=True)


def _print(question: Question, found: Answer, spent: float) -> None:
    console = Console(highlight=False)
    first = question.within[0].astimezone(OSLO)
    console.print(
        f"{first:%B %Y}, {len(found.recorded.arrivals)} arrivals, seed {question.seed}:", style="bold"
    )
    console.print(what_if_table(found.results))
    _list(console, f"Against «{found.base}»:", differences(found))
    _list(console, "How far the replay itself is off:", how_far_off(found))
    _list(console, "What a replay cannot know:", unknown(found))
    console.print(f"played in {spent:.1f} s", style="dim")


def _list(console: Console, head: str, sentences: Sequence[str]) -> None:
    if sentences:
        console.print(head, style="bold")
    for one in sentences:
        console.print(f"- {one}", markup=False)


def _as_json(question: Question, found: Answer) -> dict[str, Any]:
    return {
        "month": f"{question.within[0].astimezone(OSLO):%Y-%m}",
        "seed": question.seed,
        "base": found.base,
        "columns": {name: one.as_json() for name, one in found.results.items()},
        "verdicts": verdicts(found),
        "differences": differences(found),
        "how_far_off": how_far_off(found),
        "unknown": unknown(found),
        "assumed": assumed(found),
    }
