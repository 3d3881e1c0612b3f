"""`desk forecast`: what is expected of the coming days, the people it needs, and how well it was foretold."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from app.cli import options
from app.cli.stores import stores

if TYPE_CHECKING:
    from app.domain.contact import Channel
    from app.domain.forecast import Outlook
    from app.domain.judgements import Judgement
    from app.domain.need import Need
    from app.services.forecasting import Forecasting, Plan

Found = TypeVar("Found")
First = Annotated[
    str | None,
    typer.Option("--from", metavar="DATE", help="The first Oslo date. Left out: today.", show_default=False),
]
Days = Annotated[int, typer.Option(min=1, max=42, help="How many days; six weeks are forecast.")]
Only = Annotated[
    str | None, typer.Option(metavar="CHANNEL", help="chat or phone. Left out: both.", show_default=False)
]
Record = Annotated[
    bool, typer.Option("--record", help="How well the last eight weeks were foretold, instead of what comes.")
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object, instants in UTC, as the API has it.")]


def add_to(desk: typer.Typer) -> None:
    """Add the command."""
    desk.command()(forecast)


def forecast(
    *,
    days: Days = 7,
    first: First = None,
    channel: Only = None,
    record: Record = False,
    as_json: AsJson = False,
    data: options.Data = None,
) -> None:
    """Arrivals expected by the hour, the people they need, and the people on the rota.

    What is written as 4.2 (2-7) is a mean, and a range that should hold four hours of five. People are
    those who answer all channels within the targets (Erlang A); a gap above zero is people missing. Hours in
    which the desk is closed have no row. Today's forecast is made if nobody has made it yet.

    With --record the last eight weeks: how many hours fell inside the range, the error (all deviations over
    all that came), the bias, and the error of simply expecting the same hour of the week before. «Busy hours»
    are those in which at least one arrival was expected: hours in which nobody is expected are easily right.

    Examples: `desk forecast --days 14`; `desk forecast --from 2027-04-12 --days 4 --channel chat --json`;
    `desk forecast --record`.
    """
    if record:
        _print_record(_ask(data, _judged), as_json=as_json)
        return
    plan = _ask(data, lambda forecasting, now: _plan(forecasting, now, (first, days, channel)))
    _print_plan(plan, as_json=as_json)


async def _judged(forecasting: Forecasting, _: datetime) -> list[Judgement]:
    return await forecasting.judged()


async def _plan(forecasting: Forecasting, now: datetime, asked: tuple[str | None, int, str | None]) -> Plan:
    """Raises `Invalid` for what is no date or channel."""
    from app.domain.oslo import day_of
    from app.domain.reading import Problems, read_day

    first, days, channel = asked
    problems = Problems()
    begins = day_of(now) if first is None else read_day(problems, "from", first)
    problems.raise_any()
    assert begins is not None
    params = {"from": begins.isoformat(), "to": (begins + timedelta(days=days)).isoformat()}
    return await forecasting.plan(params | ({"channel": channel} if channel else {}))


def _ask(data: options.Data, work: Callable[[Forecasting, datetime], Awaitable[Found]]) -> Found:
    from app.cli.backstage import backstage
    from app.cli.schema import require_suitable
    from app.domain.policy import from_stored
    from app.domain.rules import Rules
    from app.repositories import desk
    from app.services.forecasting import Forecasting

    async def run() -> Found:
        async with backstage(settings) as transaction:
            async with transaction() as tx:
                rules, now = Rules(policy=from_stored(await desk.policy(tx))[0]), tx.now
            forecasting = Forecasting(transaction, lambda: rules)
            await forecasting.sweep()
            return await work(forecasting, now)

    with stores(options.settings(data=data), join=True) as settings:
        require_suitable(settings)
        return asyncio.run(run())


def _print_plan(plan: Plan, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(_plan_json(plan)))
        return
    if not plan.hours:
        print("Nothing is forecast: the desk is closed then, it lies beyond six weeks, or there is no past.")
    channels = sorted({one.channel for one in plan.hours})
    day: date | None = None
    for hour in sorted({one.outlook.starts_at for one in plan.hours}):
        day = _heading(hour, day, channels)
        print(_line(hour, plan, channels))
    for channel, habits in plan.habits.items() if plan.hours else ():
        source = "measured here" if plan.measured[channel] else "the policy's figures"
        handle, patience = habits.handle.total_seconds(), habits.patience.total_seconds()
        print(f"{channel}: a contact takes {handle:.0f} s, people wait {patience:.0f} s ({source})")


def _heading(hour: datetime, day: date | None, channels: Sequence[Channel]) -> date:
    from app.domain.oslo import OSLO

    local = hour.astimezone(OSLO)
    if local.date() != day:
        names = "".join(f"{channel:>14}" for channel in channels)
        print(f"{local:%A %d %B %Y}\n  hour{names}{'people':>12}{'on shift':>10}{'gap':>5}")
    return local.date()


def _line(hour: datetime, plan: Plan, channels: Sequence[Channel]) -> str:
    from app.domain.oslo import OSLO

    own = {one.channel: one.outlook for one in plan.hours if one.outlook.starts_at == hour}
    cells = "".join(f"{_cell(own.get(name)):>14}" for name in channels)
    need = next((one for one in plan.needs if one.starts_at == hour), None)
    return f"  {hour.astimezone(OSLO):%H}  {cells}{_people(need)}"


def _cell(outlook: Outlook | None) -> str:
    return "-" if outlook is None else f"{outlook.expected:.1f} ({outlook.low}-{outlook.high})"


def _people(need: Need | None) -> str:
    if need is None:
        return ""
    return f"{f'{need.people} ({need.low}-{need.high})':>12}{need.on_shift:>10}{need.gap:>+5}"


def _plan_json(plan: Plan) -> dict[str, Any]:
    return {
        "hours": list(_hours(plan)),
        "needs": list(_needs(plan)),
        "habits": {
            str(channel): {
                "handle_seconds": round(habits.handle.total_seconds()),
                "patience_seconds": round(habits.patience.total_seconds()),
                "measured": plan.measured[channel],
            }
            for channel, habits in plan.habits.items()
        },
    }


def _hours(plan: Plan) -> Iterator[dict[str, Any]]:
    from app.frames.shared import instant

    for one in plan.hours:
        yield {
            "starts_at": instant(one.outlook.starts_at),
            "channel": one.channel,
            "expected": round(one.outlook.expected, 2),
            "low": one.outlook.low,
            "high": one.outlook.high,
            "evidence_weeks": one.outlook.weeks,
            "made_on": one.made_on.isoformat(),
        }


def _needs(plan: Plan) -> Iterator[dict[str, Any]]:
    from app.frames.shared import instant

    for one in plan.needs:
        yield {
            "starts_at": instant(one.starts_at),
            "agents": {str(channel): count for channel, count in one.agents.items()},
            "people": one.people,
            "people_low": one.low,
            "people_high": one.high,
            "on_shift": one.on_shift,
            "gap": one.gap,
        }


def _print_record(judged: Sequence[Judgement], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"rows": [_judged_json(one) for one in judged]}))
        return
    for one in judged:
        found = one.record
        how = "would have been said" if one.replayed else "was said"
        print(f"{one.channel}, {one.days_ahead} days ahead, by what {how}: {found.hours} hours")
        print(f"  inside the range {_percent(found.inside)}; of {found.busy_hours} busy hours", end=" ")
        print(_percent(found.busy_inside))
        print(f"  error {_percent(found.error)}, bias {_percent(found.bias)}", end="; ")
        print(f"error of the week before {_percent(found.naive_error)}")


def _judged_json(one: Judgement) -> dict[str, Any]:
    found = one.record
    return {
        "channel": one.channel,
        "days_ahead": one.days_ahead,
        "replayed": one.replayed,
        "hours": found.hours,
        "arrivals": found.arrivals,
        "inside_range": found.inside,
        "busy_hours": found.busy_hours,
        "busy_inside_range": found.busy_inside,
        "forecast_error": found.error,
        "forecast_bias": found.bias,
        "naive_error": found.naive_error,
    }


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f} %"
