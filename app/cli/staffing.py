"""`desk staffing`: what so many people achieve in an hour, or how many it takes."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from app.domain.staffing import Service

Arrivals = Annotated[float, typer.Option(help="How many arrive in an hour.")]
Handle = Annotated[float, typer.Option(help="Conversation and wrap-up together, on average.")]
Patience = Annotated[
    float | None,
    typer.Option(
        help="How long people wait on average before they give up: Erlang A. Left out: Erlang C.",
        show_default=False,
    ),
]
Agents = Annotated[
    int | None,
    typer.Option(
        help="How many conversations can go on at once: people times chats. Left out: how many it takes.",
        show_default=False,
    ),
]
Target = Annotated[float, typer.Option(help="The longest wait that counts as answered within the target.")]
Level = Annotated[float, typer.Option(help="The share of all arrivals to answer within the target.")]


def add_to(desk: typer.Typer) -> None:
    """Add the command."""
    desk.command()(staffing)


def staffing(
    *,
    arrivals_per_hour: Arrivals,
    handle_seconds: Handle,
    patience_seconds: Patience = None,
    agents: Agents = None,
    target_seconds: Target = 60.0,
    service_level: Level = 0.8,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """How long people wait with so many at work, or how many are needed.

    Erlang C where nobody gives up, Erlang A where people do. All shares are fractions of all arrivals;
    `mean_wait_seconds` is over all arrivals, and null when the queue grows without end.

    Examples: `desk staffing --arrivals-per-hour 28 --handle-seconds 1320 --patience-seconds 360 --agents 8`;
    without --agents the fewest who answer --service-level of all within --target-seconds.
    """
    from app.domain.staffing import Demand, agents_needed, service

    patience = None if patience_seconds is None else _length("patience-seconds", patience_seconds)
    demand = Demand(arrivals_per_hour, _length("handle-seconds", handle_seconds), patience)
    target = _length("target-seconds", target_seconds)
    count = agents_needed(demand, target, service_level=service_level) if agents is None else agents
    found = _figures(service(demand, max(count, 1) if agents is None else agents, target))
    if agents is None:
        found = {"agents": count, **found}
    if as_json:
        print(json.dumps(found))
        return
    for name, value in found.items():
        print(f"{name:18} {'-' if value is None else f'{value:.4g}'}")


def _length(name: str, seconds: float) -> timedelta:
    try:
        return timedelta(seconds=seconds)
    except (OverflowError, ValueError):
        raise typer.BadParameter("is no length of time", param_hint=f"--{name}") from None


def _figures(found: Service) -> dict[str, Any]:
    return {
        "offered_load": found.offered_load,
        "wait_probability": found.wait_probability,
        "mean_wait_seconds": None if found.mean_wait is None else found.mean_wait.total_seconds(),
        "abandonment": found.abandonment,
        "occupancy": found.occupancy,
        "service_level": found.service_level,
    }
