"""`desk staff abilities`: what a counsellor answers in, knows specially, and may hold at once."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli import options
from app.cli.accounts import Email
from app.cli.failures import CannotGoOn
from app.cli.stores import stores

if TYPE_CHECKING:
    from app.services.abilities import AbilitiesView, AbilityChanges

LANGUAGES = (
    "All she answers in, such as nb,nn,en,se; an empty text: what everybody answers in, which is nb,nn,en."
)
SKILLS = "Her special skills, such as LANEKASSEN,HOGSKOLE; an empty text: none."
CAPACITY = "Chats at once; 'default' is the desk's own figure (chat_capacity)."
USUAL = "default"

Listed = Annotated[str | None, typer.Option(help=LANGUAGES, show_default=False)]
Skilled = Annotated[str | None, typer.Option(help=SKILLS, show_default=False)]
Capable = Annotated[str | None, typer.Option(help=CAPACITY, show_default=False)]


def add_to(staff: typer.Typer) -> None:
    """Add the command."""
    staff.command(name="abilities")(abilities)


def abilities(
    email: Email,
    *,
    languages: Listed = None,
    skills: Skilled = None,
    capacity: Capable = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    data: options.Data = None,
) -> None:
    """Show languages, special skills and capacity of a counsellor, or set them; each change is audited.

    A contact in Sámi is kept a while for whoever answers in it and is there; one that comes from a page with
    a skill, for whoever has that (`GET /api/routing`). A lower capacity takes nothing away, and lets nothing
    in.

    Example: `desk staff abilities ane@desk.example --languages nb,nn,en,se --capacity 1`.
    """
    from app.services.abilities import AbilitiesChange

    change = AbilitiesChange(
        languages=_listed(languages),
        skills=_listed(skills),
        chat_capacity=_figure(capacity),
        usual_capacity=capacity == USUAL,
    )
    if change == AbilitiesChange():
        _print(_with_abilities(data, lambda work: work.show(email)), as_json=as_json)
    else:
        _print(_with_abilities(data, lambda work: work.change(email, change)), as_json=as_json)


def _listed(given: str | None) -> list[str] | None:
    return None if given is None else [name.strip() for name in given.split(",") if name.strip()]


def _figure(given: str | None) -> int | None:
    if given is None or given == USUAL:
        return None
    try:
        return int(given)
    except ValueError:
        raise CannotGoOn(f"--capacity must be a whole number or {USUAL!r}, not {given!r}") from None


def _print(view: AbilitiesView, *, as_json: bool) -> None:
    found = {
        "languages": list(map(str, view.languages)),
        "skills": view.skills,
        "chat_capacity": view.chat_capacity,
    }
    if as_json:
        print(json.dumps(found))
        return
    print(f"languages {', '.join(view.languages)}")
    print(f"skills    {', '.join(view.skills) or 'none'}")
    print(f"capacity  {'the desk’s own' if view.chat_capacity is None else view.chat_capacity}")


def _with_abilities(
    data: options.Data, work: Callable[[AbilityChanges], Awaitable[AbilitiesView]]
) -> AbilitiesView:
    from app.cli.backstage import backstage
    from app.cli.schema import require_suitable
    from app.services.abilities import AbilityChanges

    async def run() -> AbilitiesView:
        async with backstage(settings) as transaction:
            return await work(AbilityChanges(transaction))

    with stores(options.settings(data=data), join=True) as settings:
        require_suitable(settings)
        return asyncio.run(run())
