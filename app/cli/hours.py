"""`desk hours`: is the desk open at some time, by a file of rules or by those of the desk itself?"""

from __future__ import annotations

import asyncio
import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli import options
from app.cli.failures import CannotGoOn
from app.cli.stores import stores
from app.settings import Settings

if TYPE_CHECKING:
    from app.domain.opening_hours import HoursAnswer, OpeningHours

AT = "Oslo wall time such as 2027-03-24T12:00, or with an offset; may repeat. Without --rules: now."
RULES = (
    "A JSON file of rules instead of the desk's own: weekly_rules, period_rules, date_rules, holiday_rules."
)


def add_to(desk: typer.Typer) -> None:
    """Add the command."""
    desk.command()(hours)


def hours(
    at: Annotated[list[str] | None, typer.Option(help=AT, show_default=False)] = None,
    *,
    channel: Annotated[str, typer.Option(help="chat or phone.")] = "chat",
    rules: Annotated[Path | None, typer.Option(help=RULES, show_default=False)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line, instants in UTC.")] = False,
    data: options.Data = None,
) -> None:
    """Is the desk open at some time, by which rule, and when does that change?

    Without --rules it asks the running desk, and says what citizens read then in nb, nn and en.

    From lowest to highest: weekly rules, period rules, public holidays, date rules and closures, an order by
    hand. Within a level a rule that names the channel wins, then the later one. Two weekly rules of a kind on
    one date contradict each other: closed, by the rule `none`. A wall time that the clock jumps over is an
    error; one that exists twice is the first.

    Examples: `desk hours --at 2027-03-24T12:00 --channel phone`;
    `desk hours --rules rules.json --at 2027-05-17T12:00 --at 2027-05-18T12:00 --json`, which answers
    `{"open": false, "rule": "holiday: Grunnlovsdagen + Andre pinsedag", "closes_at": null, "opens_at": …}`.
    """
    from app.domain.asked import read_channel_named
    from app.domain.oslo import read_wall_time

    asked = read_channel_named("channel", channel)
    moments = [read_wall_time(time) for time in at or ()]
    if rules is None:
        found, now = _of_the_desk(options.settings(data=data))
        for moment in moments or [now]:
            _tell_of_the_desk(found, asked, moment, as_json=as_json)
        return
    if not moments:
        raise typer.BadParameter("is required with --rules", param_hint="--at")
    found = _of_the_file(rules)
    for moment in moments:
        _tell(found, asked, moment, as_json=as_json)


def _of_the_file(rules: Path) -> OpeningHours:
    from app.cli.rule_file import read_rule_file
    from app.domain.hours_document import read_hours

    return read_hours(read_rule_file(rules), refuse_contradictions=False)


def _of_the_desk(settings: Settings) -> tuple[OpeningHours, datetime]:
    if not settings.database_url and not (settings.data / "postgres").exists():
        raise CannotGoOn(
            f"there is no desk in {settings.data}: name its folder with --data, or a file with --rules"
        )
    with stores(settings, join=True) as found:
        return asyncio.run(_load(found))


async def _load(settings: Settings) -> tuple[OpeningHours, datetime]:
    from app.cli.backstage import backstage
    from app.repositories import opening_hours

    async with backstage(settings) as transaction, transaction() as tx:
        return await opening_hours.load(tx), tx.now


def _tell(hours: OpeningHours, channel: str, at: datetime, *, as_json: bool) -> None:
    from app.domain.opening_hours import NO_RULE, evaluate

    answer = evaluate(hours, channel, at)
    if as_json:
        print(json.dumps(_json(answer), ensure_ascii=False))
        return
    print(_sentence(answer))
    if answer.rule == NO_RULE:
        _warn(hours, at)


def _tell_of_the_desk(hours: OpeningHours, channel: str, at: datetime, *, as_json: bool) -> None:
    """The same, and what citizens read then."""
    from app.domain.hours_words import citizens_read
    from app.domain.opening_hours import evaluate
    from app.seed.hours_words import hours_words

    answer = evaluate(hours, channel, at)
    texts = citizens_read(answer, channel, at, hours_words()).as_json()
    if as_json:
        print(json.dumps({**_json(answer), "reason": answer.reason, "texts": texts}, ensure_ascii=False))
        return
    _tell(hours, channel, at, as_json=False)
    for language, words in texts.items():
        print(f"  {language}: {words}")


def _warn(hours: OpeningHours, at: datetime) -> None:
    """Why no rule holds: there is none, or two contradict each other."""
    from app.domain.hours_findings import ALERTS, findings
    from app.domain.oslo import day_of
    from app.seed.hours_words import hours_words

    for finding in findings(hours, day_of(at)):
        if finding.code in ALERTS:
            print(f"  warning: {finding.said(hours_words()).en}")


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
