"""`desk replay`: what can be asked for on the command line; the rest is loaded only when it runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli import options

USUAL_STAFF = "5,3"
USUAL_WEEKS = 4
USUAL_FIRST = "2026-08-31"
USUAL_VISITS = 100
EXAMPLES = """
Examples: `desk replay --weeks 10 --policy phone_reserve=0 --policy phone_reserve=2`;
`desk replay --month last --more 1@16:00-20:00/1234 --policy chat_capacity=3`;
`desk replay --month 2026-10 --rota rota.csv --open 10:00-14:00/6 --at-once --json`.
"""
MONTH_ONLY = ("rota", "hours", "more", "fewer", "open", "closed", "at-once", "progress", "visits-that-ask")
OF_MONTH = "With --month; may repeat."
Weeks = Annotated[
    int | None,
    typer.Option(
        min=1, max=520, show_default=str(USUAL_WEEKS), help="How many weeks are played. Not with --month."
    ),
]
First = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="DATE",
        show_default=USUAL_FIRST,
        help="The Monday of the first week, which chooses the season: from 2026-08-31 on all are ordinary. "
        "Not with --month.",
    ),
]
Rules = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME=VALUE[,…]",
        show_default=False,
        help="Rules to compare with the others, NAME=VALUE with commas between: figures of `desk policy "
        "defaults`, or of routing (layers=language+reserve+fewest, shares=TROMSO:52+VESTLAND:48, "
        "centre_slack=2, reserve_by_hour=11:2+12:2). May repeat: each is a column.",
    ),
]
Staff = Annotated[
    str | None,
    typer.Option(
        metavar="N[,N…]",
        show_default=USUAL_STAFF,
        help="People at work in each equal part of an opening day: 5,3 is five by day and three in the "
        "evening. With --month a column of its own.",
    ),
]
Seed = Annotated[int, typer.Option(help="The same seed brings the same people.")]
Stretch = Annotated[
    bool,
    typer.Option(
        "--stretch/--no-stretch",
        help="Whether chats at once slow each other down, as one counsellor answers one at a time.",
    ),
]
Month = Annotated[
    str | None,
    typer.Option(
        metavar="MONTH",
        show_default=False,
        help="A month that is over, such as 2026-10, or last: the desk's own log is played again instead of "
        "drawn weeks, as it was and with each change in a column of its own.",
    ),
]
Rota = Annotated[
    list[Path] | None,
    typer.Option(
        metavar="FILE",
        show_default=False,
        help=f"Another rota: a table as the rota page writes it. {OF_MONTH}",
    ),
]
Hours = Annotated[
    list[Path] | None,
    typer.Option(
        metavar="FILE",
        show_default=False,
        help=f"Other opening hours: a file of rules as for `desk hours --rules`. {OF_MONTH}",
    ),
]
More = Annotated[
    list[str] | None,
    typer.Option(
        metavar="N@FROM-TO[/DAYS]",
        show_default=False,
        help="More people: 1@16:00-20:00/1234 is one more from 16 to 20, Monday (1) to Thursday; every day "
        f"without days. {OF_MONTH}",
    ),
]
Fewer = Annotated[
    list[str] | None,
    typer.Option(
        metavar="N@FROM-TO[/DAYS]",
        show_default=False,
        help=f"Fewer people, written alike: those go who have most of that time. {OF_MONTH}",
    ),
]
Opened = Annotated[
    list[str] | None,
    typer.Option(
        "--open",
        metavar="FROM-TO[/DAYS]",
        show_default=False,
        help=f"Other ordinary hours: 09:00-20:00/67 is 9 to 20 on Saturdays and Sundays. {OF_MONTH}",
    ),
]
Closed = Annotated[
    list[str] | None,
    typer.Option(
        "--closed", metavar="DAYS", show_default=False, help=f"Closed on these weekdays: 67. {OF_MONTH}"
    ),
]
AtOnce = Annotated[
    bool,
    typer.Option("--at-once", help="All changes in one column, instead of each in its own. With --month."),
]
Visits = Annotated[
    int | None,
    typer.Option(
        min=0,
        max=100,
        show_default=str(USUAL_VISITS),
        help="Where other hours open what was closed: so many of a hundred who looked at the closed door are "
        "taken to have asked. With --month.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object.")]
Progress = Annotated[
    bool,
    typer.Option("--progress", help="With --month and --json: a line before each column that is played."),
]


def replay_command(
    *,
    weeks: Weeks = None,
    first: First = None,
    month: Month = None,
    policy: Rules = None,
    staff: Staff = None,
    rota: Rota = None,
    hours: Hours = None,
    more: More = None,
    fewer: Fewer = None,
    opened: Opened = None,
    closed: Closed = None,
    at_once: AtOnce = False,
    visits_that_ask: Visits = None,
    seed: Seed = 1,
    stretch: Stretch = True,
    as_json: AsJson = False,
    progress: Progress = False,
    data: options.Data = None,
) -> None:
    """Play weeks of the desk in seconds, under one set of rules beside another.

    Who is let in, who gets whom, which wait is promised and when the line is told at closing time is decided
    by the desk's own code. Every column meets the same people: compare columns with each other.

    Without --month no desk has to run: an ordinary week by hour, its seasons, patience and talks are drawn.
    With --month a month of this desk is played again with another rota, other hours or another policy, from
    its log: who came when, how long they talked, how long those waited who gave up. It says the differences
    in words, how far the replay itself is off, and what it cannot know.

    «Within target» and «abandoned» are of all who came, answered or not. «Inside its range» is of those who
    were answered and had been told a range as they came.
    """
    how = How(seed, stretch, as_json)
    several: tuple[Any, ...] = (rota, hours, more, fewer, opened, closed)
    if month is None:
        given = (*several, at_once, progress, visits_that_ask is not None)
        _of_a_month_only(dict(zip(MONTH_ONLY, given, strict=True)))
        when = first or USUAL_FIRST, weeks or USUAL_WEEKS
        _draw(when, policy or [], staff or USUAL_STAFF, how)
        return
    _of_weeks_only({"weeks": weeks, "from": first})
    from app.replay.changes import Options
    from app.replay.what_if_command import Asked, perform_month

    changes = Options(policy or (), staff, *(one or () for one in several))
    percent = USUAL_VISITS if visits_that_ask is None else visits_that_ask
    asked = Asked(month, at_once, seed, percent, stretch, as_json, progress and as_json)
    perform_month(asked, changes, data)


@dataclass(frozen=True, slots=True)
class How:
    """Options of both kinds of replay."""

    seed: int
    stretch: bool
    as_json: bool


def _of_a_month_only(given: Mapping[str, object]) -> None:
    for name, value in given.items():
        if value:
            raise typer.BadParameter("needs --month: drawn weeks have none of it", param_hint=f"--{name}")


def _of_weeks_only(given: Mapping[str, object]) -> None:
    for name, value in given.items():
        if value is not None:
            why = "does not go with --month: a month of the desk's own log begins and ends where it does"
            raise typer.BadParameter(why, param_hint=f"--{name}")


def _draw(when: tuple[str, int], policy: list[str], staff: str, how: How) -> None:
    """Weeks drawn from a seed; the first column is a new desk's rules."""
    from app.replay.performance import perform
    from app.replay.plan import Plan
    from app.replay.reading import read_monday, read_rule_sets, read_staff
    from app.seed.hours import ordinary_hours

    first, weeks = when
    plan = Plan(read_monday(first), weeks, read_staff(staff), how.seed, ordinary_hours(), how.stretch)
    perform(plan, read_rule_sets(policy), as_json=how.as_json)
