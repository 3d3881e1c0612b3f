"""`desk replay`: what can be asked for on the command line; the rest is loaded only when it runs."""

from __future__ import annotations

from typing import Annotated

import typer

POLICY = (
    "Rules to compare with the defaults, NAME=VALUE with commas between: figures of `desk policy defaults`, "
    "or of routing (layers=language+reserve+fewest, shares=TROMSO:52+VESTLAND:48, centre_slack=2, "
    "reserve_by_hour=11:2+12:2). May repeat: each is a column."
)
STAFF = "People at work in each equal part of an opening day: 5,3 is five by day and three in the evening."
FIRST = "The Monday of the first week. It chooses the season: from 2026-08-31 on all weeks are ordinary."


def replay_command(
    *,
    weeks: Annotated[int, typer.Option(min=1, max=520, help="How many weeks are played.")] = 4,
    first: Annotated[str, typer.Option("--from", metavar="DATE", help=FIRST)] = "2026-08-31",
    policy: Annotated[
        list[str] | None, typer.Option(metavar="NAME=VALUE[,…]", help=POLICY, show_default=False)
    ] = None,
    staff: Annotated[str, typer.Option(metavar="N[,N…]", help=STAFF)] = "5,3",
    seed: Annotated[int, typer.Option(help="The same seed brings the same people.")] = 1,
    stretch: Annotated[
        bool,
        typer.Option(
            "--stretch/--no-stretch",
            help="Whether chats at once slow each other down, as one counsellor answers one at a time.",
        ),
    ] = True,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Play weeks of the desk in seconds, under one set of rules beside another; no desk has to run.

    Who is let in, who gets whom, which wait is promised and when the line is told at closing time is decided
    by the desk's own code. Only the people are drawn: an ordinary week by hour, its seasons, their patience
    and how long they talk. Every set of rules meets the same people. Nobody loses the network, is handed over
    or goes for lunch: compare columns with each other, and expect a real week to be somewhat worse.

    «Within target» and «abandoned» are of all who came, answered or not. «Inside its range» is of those who
    were answered and had been told a range as they came.

    Examples: `desk replay --weeks 10 --policy phone_reserve=0 --policy phone_reserve=2`;
    `desk replay --from 2027-04-12 --weeks 1 --staff 8,6 --policy chat_capacity=3,phone_reserve=2 --json`.
    """
    from app.replay.performance import perform
    from app.replay.plan import Plan
    from app.replay.reading import read_monday, read_rule_sets, read_staff
    from app.seed.hours import ordinary_hours

    plan = Plan(read_monday(first), weeks, read_staff(staff), seed, ordinary_hours(), stretch)
    perform(plan, read_rule_sets(policy or ()), as_json=as_json)
