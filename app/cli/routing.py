"""`desk routing`: who gets whom, as coordinators set it with `PUT /api/routing`."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli import options
from app.cli.failures import CannotGoOn
from app.cli.stores import stores

if TYPE_CHECKING:
    from app.services.routing_changes import RoutingChanges, RoutingView

routing = typer.Typer(
    help="Show and change who gets whom: layers and their order, shares of centres, the phone's reserve, how "
    "long Sámi and special skills are kept, skills of pages. Every change is audited, the former rules are "
    "kept, and a running desk knows it within two seconds.",
    no_args_is_help=True,
)

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object.")]


@routing.command()
def show(as_json: AsJson = False, data: options.Data = None) -> None:
    """The rules that hold; those that this desk has decided itself say so."""
    _print(_with_routing(data, lambda changes: changes.show()), as_json=as_json)


@routing.command(name="set")
def change(
    rules: Annotated[
        str | None,
        typer.Argument(metavar="[JSON]", help="An object with the rules to change, null for a default."),
    ] = None,
    *,
    file: Annotated[Path | None, typer.Option(help="A file with that object.", show_default=False)] = None,
    as_json: AsJson = False,
    data: options.Data = None,
) -> None:
    """Change the rules that are named, all of them or none.

    Example: `desk routing set '{"shares": {"VESTLAND": 40, "TROMSO": 60}, "reserve_by_hour": {"11": 2}}'`.
    """
    body = _read(rules, file)
    _print(_with_routing(data, lambda changes: changes.change(body, author_id=None)), as_json=as_json)


def _read(rules: str | None, file: Path | None) -> Any:
    if (rules is None) == (file is None):
        raise CannotGoOn("give either the rules or --file")
    try:
        return json.loads(file.read_text(encoding="utf-8") if file is not None else rules or "")
    except ValueError as error:
        raise CannotGoOn(f"the rules are no JSON: {error}") from None


def _print(view: RoutingView, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(dict(view.rules), ensure_ascii=False))
        return
    for name, value in view.rules.items():
        decided = "  (decided)" if name in view.decided else ""
        print(f"{name} {json.dumps(value, ensure_ascii=False)}{decided}")


def _with_routing(
    data: options.Data, work: Callable[[RoutingChanges], Awaitable[RoutingView]]
) -> RoutingView:
    from app.cli.backstage import backstage
    from app.cli.schema import require_suitable
    from app.services.routing_changes import RoutingChanges

    async def run() -> RoutingView:
        async with backstage(settings) as transaction:
            return await work(RoutingChanges(transaction, _nothing_to_refresh, wake=lambda: None))

    with stores(options.settings(data=data), join=True) as settings:
        require_suitable(settings)
        return asyncio.run(run())


async def _nothing_to_refresh() -> None:
    """A command keeps no rules."""
