"""`desk explain` tells a contact's life, and `desk staff abilities` sets what decides it."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from app.domain.contact import Cause, Language
from app.domain.errors import NotFound
from app.models.desk import Audit, AuditChange
from app.models.staff import Staff
from app.repositories import candidates
from app.seed.life import life_lines
from app.seed.texts import wording
from app.services.explaining import Explaining
from tests.factories import World
from tests.integration.test_cli import Answer, Desk, bare, desk
from tests.integration.test_decisions import asks

__all__ = ["bare", "desk"]


@pytest.fixture
def command(world: World, desk: Desk) -> Desk:
    """The `desk` command on the stores of this world."""
    return desk.set(DESK_VALKEY_PREFIX=world.settings.valkey_prefix)


async def run(command: Desk, *words: str) -> Answer:
    """A command while the world's own loop goes on."""
    return await asyncio.to_thread(command, *words)


async def email_of(world: World, who: UUID) -> str:
    """Her address."""
    async with world.desk.transaction() as tx:
        return str((await tx.run(select(Staff.email).where(Staff.id == who))).scalar_one())


async def declined_and_taken(world: World) -> Any:
    """A contact that Ane declines and Bo has, after 40 seconds in all."""
    ane, citizen = await world.counsellor("Ane"), await asks(world, Language.NN)
    await world.move(10)
    await world.desk.dispatch.run_once()
    await world.move(10)
    await world.desk.answering.decline(ane, citizen.contact_id, None, reason="må hente barn")
    bo = await world.counsellor("Bo", centre="TROMSO")
    await world.desk.dispatch.run_once()
    await world.move(20)
    await world.desk.answering.accept(bo, citizen.contact_id, None)
    return citizen


async def test_a_life_is_told_with_offers_reasons_outcomes_and_the_wait(world: World) -> None:
    citizen = await declined_and_taken(world)
    life = await Explaining(world.desk.transaction).life(citizen.contact_id)
    assert [one.cause for one in life.events] == [
        Cause.ARRIVED,
        Cause.OFFERED,
        Cause.DECLINED,
        Cause.OFFERED,
        Cause.ACCEPTED,
    ]
    expected = 40
    assert life.waited_seconds == expected
    assert list(life_lines(life, "nn")) == [
        "chat, nynorsk, no: i samtale",
        "2026-11-23 13:00:00  +0:00:00  kom i køen",
        "2026-11-23 13:00:10  +0:00:10  tilbode Ane",
        "    difor: språk: nynorsk; den einaste som kunne få han",
        "2026-11-23 13:00:20  +0:00:20  avslått av Ane: tilbake på plassen sin",
        "    grunn: må hente barn",
        "2026-11-23 13:00:20  +0:00:20  tilbode Bo",
        "    difor: språk: nynorsk; den einaste som kunne få han",
        "    ikkje med: 1 har nettopp avslått",
        "2026-11-23 13:00:40  +0:00:40  teke imot av Bo",
        "venta 40 s på svar",
    ]


async def test_who_still_waits_and_who_was_never_answered_are_told_apart(world: World) -> None:
    citizen = await asks(world)
    await world.move(7)
    explaining = Explaining(world.desk.transaction)
    assert [*life_lines(await explaining.life(citizen.contact_id), "en")][-1] == "has been waiting for 7 s"
    await world.desk.endings.leave(citizen.contact_id)
    await world.move(60)
    assert [*life_lines(await explaining.life(citizen.contact_id), "en")][-1] == "had no answer in 7 s"
    with pytest.raises(NotFound):
        await explaining.life(UUID(int=1))


@pytest.mark.parametrize("cause", Cause)
def test_every_cause_has_its_words(cause: Cause) -> None:
    assert wording(f"life.{cause}").nn


async def test_the_command_explains_in_words_and_as_json(world: World, command: Desk) -> None:
    citizen = await declined_and_taken(world)
    said = await run(command, "explain", str(citizen.contact_id), "--language", "en")
    assert (said.returncode, "declined by Ane: back in its place" in said.stdout) == (0, True), said.stderr
    told = json.loads((await run(command, "explain", str(citizen.contact_id), "--json")).stdout)
    assert (told["language"], told["waited_seconds"], told["arrived_at"]) == (
        "nn",
        40,
        "2026-11-23T12:00:00.000Z",
    )
    offered = told["events"][1]
    assert offered["words"]["en"] == "language: Nynorsk; the only one who could have it"
    assert (offered["considered"], offered["after_seconds"]) == (1, 10)
    unknown = await run(command, "explain", str(UUID(int=1)))
    assert (unknown.returncode, unknown.stderr) == (1, "desk: There is no such thing here. contact unknown\n")
    assert (await run(command, "explain", "me")).returncode == 2


async def test_abilities_are_set_shown_audited_and_read_by_dispatch(world: World, command: Desk) -> None:
    ane = await world.counsellor("Ane")
    email = await email_of(world, ane)
    given = ("--languages", "nb, se", "--skills", "LANEKASSEN", "--capacity", "1", "--json")
    said = await run(command, "staff", "abilities", email, *given)
    assert said.returncode == 0, said.stderr
    expected = {"languages": ["nb", "se"], "skills": ["LANEKASSEN"], "chat_capacity": 1}
    assert json.loads(said.stdout) == expected
    async with world.desk.transaction() as tx:
        (found,) = await candidates.everybody(tx, world.desk.rules().policy)
        columns = (Audit.action, Audit.subject, AuditChange.before, AuditChange.after)
        rows = (await tx.run(select(*columns).join(AuditChange, AuditChange.audit_id == Audit.id))).all()
    assert found.languages == {Language.NB, Language.SE}
    assert found.skills == {"LANEKASSEN"}
    assert found.seats.chat_capacity == 1
    before = {"languages": ["en", "nb", "nn"], "skills": [], "chat_capacity": None}
    assert [tuple(row) for row in rows] == [("staff_abilities", str(ane), before, expected)]
    back = await run(
        command,
        "staff",
        "abilities",
        email,
        "--languages",
        "",
        "--skills",
        "",
        "--capacity",
        "default",
        "--json",
    )
    assert json.loads(back.stdout) == before
    assert "the desk’s own" in (await run(command, "staff", "abilities", email)).stdout


@pytest.mark.parametrize(
    ("option", "value", "why"),
    [
        ("--languages", "nb,klingon", "languages must be of nb, nn, en, se, not 'klingon'"),
        ("--capacity", "11", "capacity must be from 0 to 10"),
        ("--capacity", "two", "--capacity must be a whole number or 'default', not 'two'"),
        ("--skills", "x" * 41, "skills must be of 1 to 40 characters each"),
    ],
)
async def test_abilities_without_sense_are_refused(
    world: World, command: Desk, option: str, value: str, why: str
) -> None:
    email = await email_of(world, await world.counsellor("Ane"))
    said = await run(command, "staff", "abilities", email, option, value)
    assert (said.returncode, why in said.stderr) == (1, True), said.stderr


async def test_a_lower_capacity_takes_nothing_away_and_lets_nothing_in(world: World, command: Desk) -> None:
    ane = await world.counsellor("Ane")
    first, second = await world.talking(ane), await world.talking(ane)
    assert (
        await run(command, "staff", "abilities", await email_of(world, ane), "--capacity", "1")
    ).returncode == 0
    await asks(world)
    assert await world.desk.dispatch.run_once() == 0
    assert {(await world.row(one)).owner for one in (first, second)} == {ane}
    await world.desk.endings.end(ane, first.contact_id)
    assert await world.desk.dispatch.run_once() == 0


async def test_the_rules_of_routing_are_shown_and_set_by_command(
    world: World, command: Desk, tmp_path: Path
) -> None:
    said = await run(command, "routing", "set", '{"centre_slack": 3, "reserve_by_hour": {"11": 2}}', "--json")
    assert said.returncode == 0, said.stderr
    assert (json.loads(said.stdout)["centre_slack"], json.loads(said.stdout)["reserve_by_hour"]) == (
        3,
        {"11": 2},
    )
    assert await world.desk.rules.refresh()
    assert world.desk.rules().routing.reserve_by_hour == {11: 2}
    rules = tmp_path / "rules.json"
    rules.write_text('{"centre_slack": null}', encoding="utf-8")
    shown = (await run(command, "routing", "set", "--file", str(rules))).stdout
    assert "centre_slack 1\n" in shown
    assert 'reserve_by_hour {"11": 2}  (decided)' in shown
    for wrong, why in (
        (('{"shares": {"VESTLAND": 99}}',), "shares must add up to 100, not 99"),
        (("{",), "no JSON"),
        ((), "either the rules or --file"),
    ):
        refused = await run(command, "routing", "set", *wrong)
        assert (refused.returncode, why in refused.stderr) == (1, True), refused.stderr
    assert (await run(command, "routing", "show")).stdout == shown
