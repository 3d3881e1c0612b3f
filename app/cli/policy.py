"""`desk policy`: what the desk decides about itself, figure by figure."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli import options
from app.cli.failures import CannotGoOn
from app.cli.stores import stores

if TYPE_CHECKING:
    from app.services.policy_changes import PolicyChanges, PolicyView

policy = typer.Typer(
    help="Show and change the desk's figures: targets, times, capacities, last call. Every change is "
    "audited, the former values are kept, and a running desk knows it within two seconds.",
    no_args_is_help=True,
)

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object.")]
DEFAULT = "default"


@policy.command()
def show(as_json: AsJson = False, data: options.Data = None) -> None:
    """The figures that hold; those that differ from the default say so."""
    _print(_with_policy(data, lambda changes: changes.show()), as_json=as_json)


@policy.command(name="set")
def change(
    figures: Annotated[
        list[str],
        typer.Argument(metavar="NAME=VALUE...", help="Whole numbers; NAME=default goes back to the default."),
    ],
    as_json: AsJson = False,
    data: options.Data = None,
) -> None:
    """Change figures, all of them or none."""
    named = dict(_read(one) for one in figures)
    _print(_with_policy(data, lambda changes: changes.change(named, author_id=None)), as_json=as_json)


@policy.command()
def defaults(as_json: AsJson = False) -> None:
    """The figures of a desk that has decided nothing, with the lowest and the highest of each."""
    from app.domain.policy import Policy, bounds, to_json

    values = to_json(Policy())
    if as_json:
        print(json.dumps(values, indent=1))
        return
    for name, value in values.items():
        lowest, highest = bounds(name)
        print(f"{name} {value}  ({lowest} to {highest})")


def _read(figure: str) -> tuple[str, int | None]:
    name, equals, value = figure.partition("=")
    if not equals:
        raise CannotGoOn(f"{figure!r} is no NAME=VALUE")
    if value == DEFAULT:
        return name, None
    try:
        return name, int(value)
    except ValueError:
        raise CannotGoOn(f"{name} must be a whole number, not {value!r}") from None


def _print(view: PolicyView, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(view.values, indent=1))
        return
    for name, value in view.values.items():
        usual = view.defaults[name]
        print(f"{name} {value}" + (f"  (default {usual})" if value != usual else ""))


def _with_policy(data: options.Data, work: Callable[[PolicyChanges], Awaitable[PolicyView]]) -> PolicyView:
    from app.cli.backstage import backstage
    from app.cli.schema import require_suitable
    from app.services.policy_changes import PolicyChanges

    async def run() -> PolicyView:
        async with backstage(settings) as transaction:
            return await work(PolicyChanges(transaction, _nothing_to_refresh))

    with stores(options.settings(data=data), join=True) as settings:
        require_suitable(settings)
        return asyncio.run(run())


async def _nothing_to_refresh() -> None:
    """A command keeps no rules."""
