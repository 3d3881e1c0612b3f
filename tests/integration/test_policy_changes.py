"""What the desk decides about itself is changed whole, audited, and known to every worker."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from sqlalchemy import select

from app.domain.counsellor import Role
from app.domain.errors import Invalid, WrongState
from app.domain.policy import Policy
from app.frames.bus import SettingsChanged
from app.models.desk import Audit, AuditChange, PolicyVersion
from app.repositories import desk as desk_row
from app.repositories import staff
from tests.factories import World
from tests.integration.test_cli import Desk, bare, desk

__all__ = ["bare", "desk"]


async def coordinator(world: World) -> Any:
    async with world.desk.transaction() as tx:
        return await staff.add(
            tx, email="k@desk.example", name="K", role=Role.COORDINATOR, centre=None, password_hash="-"
        )


async def audited(world: World) -> list[tuple[Any, ...]]:
    columns = (Audit.actor_id, Audit.action, Audit.subject, AuditChange.before, AuditChange.after)
    statement = select(*columns).join(AuditChange, AuditChange.audit_id == Audit.id).order_by(Audit.id)
    async with world.desk.transaction() as tx:
        return [tuple(row) for row in await tx.run(statement.where(Audit.action == "policy_changed"))]


async def versions(world: World) -> list[dict[str, Any]]:
    async with world.desk.transaction() as tx:
        return list((await tx.run(select(PolicyVersion.body).order_by(PolicyVersion.id))).scalars())


async def test_a_change_holds_is_audited_and_leaves_the_former_in_the_history(world: World) -> None:
    who = await coordinator(world)
    view = await world.desk.policy_changes.change({"last_call": 2, "offer_seconds": 45}, author_id=who)
    assert (view.values["last_call"], view.defaults["last_call"]) == (2, 1)
    assert view.decided == ["last_call", "offer_seconds"]
    assert world.desk.rules().policy == Policy(last_call=2, offer_seconds=45)
    await world.desk.policy_changes.change({"last_call": None, "chat_capacity": 3}, author_id=who)
    assert world.desk.rules().policy == Policy(offer_seconds=45, chat_capacity=3)
    assert await versions(world) == [
        {"last_call": 2, "offer_seconds": 45},
        {"offer_seconds": 45, "chat_capacity": 3},
    ]
    first, second = await audited(world)
    assert first == (
        who,
        "policy_changed",
        "last_call, offer_seconds",
        {"last_call": 1, "offer_seconds": 30},
        {"last_call": 2, "offer_seconds": 45},
    )
    assert second[3:] == ({"chat_capacity": 2, "last_call": 2}, {"chat_capacity": 3, "last_call": 1})


async def test_a_wrong_figure_changes_nothing_at_all(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        await world.desk.policy_changes.change({"last_call": 3, "burst": 5, "nope": 1}, author_id=None)
    assert refused.value.details == {"last_call": "must be at most 2", "nope": "unknown"}
    assert (await versions(world), await audited(world)) == ([], [])


async def test_what_changes_nothing_is_no_version_and_no_line_in_the_audit(world: World) -> None:
    for _ in range(2):
        await world.desk.policy_changes.change({"burst": 5}, author_id=None)
    assert (len(await versions(world)), len(await audited(world))) == (1, 1)


async def test_a_change_is_refused_when_what_its_author_saw_no_longer_holds(world: World) -> None:
    await world.desk.policy_changes.change({"burst": 5}, author_id=None)
    with pytest.raises(WrongState) as refused:
        await world.desk.policy_changes.change({"burst": 6}, author_id=None, was={"burst": 20})
    assert refused.value.details == {"burst": "is 5 now"}
    assert await versions(world) == [{"burst": 5}]
    await world.desk.policy_changes.change(
        {"burst": 6}, author_id=None, reason="Many write fast.", was={"burst": 5}
    )
    async with world.desk.transaction() as tx:
        reasons = (await tx.run(select(Audit.reason).order_by(Audit.id.desc()).limit(1))).scalars()
        assert list(reasons) == ["Many write fast."]


async def test_two_who_change_different_figures_at_once_lose_none(world: World) -> None:
    other = await world.worker()
    names = ["burst", "offer_seconds", "queue_room", "text_limit", "follow_up_room", "over_seconds"]
    await asyncio.gather(
        *(
            worker.policy_changes.change({name: 77}, author_id=None)
            for name, worker in zip(names, (world.desk, other) * 3, strict=True)
        )
    )
    assert (await world.desk.policy_changes.show()).decided == sorted(names)
    await world.desk.rules.refresh()
    assert world.desk.rules().policy == Policy(**dict.fromkeys(names, 77))


async def test_the_figures_of_another_release_outlive_a_change(world: World) -> None:
    async with world.desk.transaction() as tx:
        await desk_row.store_policy(tx, {"of_the_next_release": 1, "burst": "many"}, author_id=None)
    view = await world.desk.policy_changes.change({"last_call": 0}, author_id=None)
    assert (view.decided, view.values["burst"]) == (["last_call"], 20)
    assert (await versions(world))[-1] == {"of_the_next_release": 1, "burst": "many", "last_call": 0}


async def test_the_other_workers_are_told(world: World) -> None:
    told: list[object] = []
    after = world.desk.transaction.after_commit

    async def hear(then: Any) -> None:
        told.extend(then.events)
        await after(then)

    world.desk.transaction.after_commit = hear
    await world.desk.policy_changes.change({"last_call": 0}, author_id=None)
    assert told == [SettingsChanged()]


WRONG = {
    "last_call=3": "last_call must be at most 2",
    "nothing=1": "nothing unknown",
    "last_call": "no NAME=VALUE",
    "last_call=two": "must be a whole number",
}


def test_the_command_shows_sets_and_goes_back_and_says_what_is_wrong(desk: Desk) -> None:
    assert desk("migrate").returncode == 0
    changed = desk("policy", "set", "last_call=2", "chat_capacity=3")
    assert "last_call 2  (default 1)\n" in changed.stdout
    assert json.loads(desk("policy", "show", "--json").stdout)["chat_capacity"] == 3
    assert "last_call 1\n" in desk("policy", "set", "last_call=default").stdout
    for figure, why in WRONG.items():
        refused = desk("policy", "set", "burst=5", figure)
        assert refused.returncode == 1
        assert why in refused.stderr
    assert "burst 20\n" in desk("policy", "show").stdout


def test_the_command_explains_itself(bare: Desk) -> None:
    assert "last_call 1  (0 to 2)" in bare("policy", "defaults").stdout
    for words in (["policy"], ["policy", "set"], ["policy", "show"], ["policy", "defaults"]):
        said = bare(*words, "--help")
        assert said.returncode == 0
        assert "figures" in said.stdout.lower()
