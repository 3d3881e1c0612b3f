"""The scripts and the rows under random commands, losses and repeats; and mutants that must be found."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import Any
from uuid import UUID

import psycopg
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import update

from app.domain.contact import Channel
from app.domain.counsellor import Seats
from app.domain.offer import Outcome
from app.models.contact import Contact
from app.repositories import desk as desk_row
from app.repositories import ownership
from app.services import answering
from app.services.writer import writer as writer_module
from tests.factories import Hand, World, settings_of
from tests.integration.desk_checks import Broken
from tests.integration.desk_machine import DeskMachine
from tests.integration.phone_machine import PhoneMachine
from tests.integration.test_writer_trouble import answer_too_soon

QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
EPOCH_CHECK = "if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 'STALE' end\n"

Mutate = Callable[[World, pytest.MonkeyPatch], None]


async def opened(world: World, database_url: str) -> tuple[UUID, ...]:
    """Two workers and two counsellors, one with one seat and one with two."""
    for _ in range(2):
        desk = await world.worker()
        world.run(desk.writer.run())
    return (await world.counsellor("Ane", capacity=1), await world.counsellor("Bo", capacity=2))


@pytest.fixture
def parts(database_url: str, valkey_url: str, valkey_prefix: str) -> Iterator[dict[str, Any]]:
    """What a machine stands on: a desk and a loop of its own."""
    world = World(settings_of(database_url, valkey_url, valkey_prefix), Hand())
    plain = database_url.replace("+psycopg", "")
    with asyncio.Runner() as runner, psycopg.connect(plain, autocommit=True) as other:
        staff = runner.run(opened(world, database_url))
        yield {"world": world, "runner": runner, "other": other, "staff": staff}
        runner.run(world.close())


def explore(machine: type[DeskMachine], *, examples: int) -> None:
    """Run the machine; raises what it finds."""
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            database=None,
            report_multiple_bugs=False,
            suppress_health_check=QUIET,
            phases=(Phase.generate,),
        ),
    )


def test_no_commands_losses_or_repeats_break_a_rule(parts: dict[str, Any]) -> None:
    machine: type[PhoneMachine] = type("Machine", (PhoneMachine,), parts)
    explore(machine, examples=12)
    assert machine.steps > 60


def rewritten(world: World, name: str, old: str, new: str) -> None:
    """The script `name` with `old` replaced, in every worker."""
    source = (files("app.queue") / "lua" / f"{name}.lua").read_text(encoding="utf-8")
    assert old in source
    for desk in world.workers:
        board = desk.switchboard
        board._scripts[name] = board._client.register_script(source.replace(old, new))


def capacity_off_by_one_in_valkey(world: World, patch: pytest.MonkeyPatch) -> None:
    """One claim too many."""
    rewritten(world, "claim", "if held >= most", "if held > most")


def capacity_off_by_one_in_rows(world: World, patch: pytest.MonkeyPatch) -> None:
    """One contact too many."""
    right = Seats.free

    def free(seats: Seats, channel: Channel) -> int:
        return right(seats, channel) + 1

    patch.setattr(Seats, "free", free)


def expired_goes_last(world: World, patch: pytest.MonkeyPatch) -> None:
    """Who missed an offer gets a new ticket."""
    right = ownership.give_back

    async def give_back(tx: Any, held: Any, outcome: Outcome, **given: Any) -> None:
        await right(tx, held, outcome, **given)
        if outcome is Outcome.EXPIRED:
            ticket = await desk_row.next_ticket(tx)
            await tx.run(update(Contact).where(Contact.id == held.contact.id).values(ticket=ticket))

    patch.setattr(ownership, "give_back", give_back)


def no_epoch_check(world: World, patch: pytest.MonkeyPatch) -> None:
    """A worker that missed a rebuild goes on writing."""
    rewritten(world, "settle", EPOCH_CHECK, "")


def no_version_check(world: World, patch: pytest.MonkeyPatch) -> None:
    """Whoever settles last is believed."""
    rewritten(world, "settle", "if known.v > version then return 'OLD' end\n", "")


def accept_is_not_idempotent(world: World, patch: pytest.MonkeyPatch) -> None:
    """A repeated accept finds no offer."""
    patch.setattr(answering, "_has", lambda held, counsellor_id: False)


def receipt_before_commit(world: World, patch: pytest.MonkeyPatch) -> None:
    """The writer answers first and commits a moment later."""
    patch.setattr(writer_module, "store", answer_too_soon)


MUTANTS: list[Mutate] = [
    capacity_off_by_one_in_valkey,
    capacity_off_by_one_in_rows,
    expired_goes_last,
    no_epoch_check,
    no_version_check,
    accept_is_not_idempotent,
    receipt_before_commit,
]


@pytest.mark.parametrize("mutate", MUTANTS, ids=lambda mutate: mutate.__name__)
def test_each_mutant_is_found_by_the_same_commands(
    parts: dict[str, Any], monkeypatch: pytest.MonkeyPatch, mutate: Mutate
) -> None:
    mutate(parts["world"], monkeypatch)
    with pytest.raises(Broken):
        explore(type("Machine", (DeskMachine,), parts), examples=100)
