"""Quick replies and public pages: each change whole, audited, known to every worker, and lost by nobody."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from app.domain.errors import Invalid, NotFound, Unavailable, WrongState
from app.domain.fingerprint import fingerprint
from app.frames.bus import SettingsChanged
from app.models.desk import Audit, AuditChange, Desk
from app.seed.public_pages import public_pages
from app.seed.replies import replies
from tests.factories import World

KARI = UUID(int=7)
"""A coordinator; who she is makes no difference here."""
HELLO = {
    "shortcut": "/hallo",
    "stage": "kontakt",
    "nb": "Hallo, {alias}!",
    "nn": "Hallo, {alias}!",
    "en": "Hello!",
}
UIO = {"address": "https://WWW.uio.no", "title": {"nb": "UiO", "nn": "UiO", "en": "UiO"}, "words": "studier"}


async def audited(world: World) -> list[tuple[Any, ...]]:
    """What was changed, in order: action, subject, before and after."""
    columns = (Audit.action, Audit.subject, AuditChange.before, AuditChange.after)
    statement = select(*columns).join(AuditChange, AuditChange.audit_id == Audit.id)
    async with world.desk.transaction() as tx:
        return [tuple(row) for row in await tx.run(statement.order_by(Audit.id))]


async def settings_version(world: World) -> int:
    """The version that every worker compares."""
    async with world.desk.transaction() as tx:
        return int((await tx.run(select(Desk.settings_version))).scalar_one())


def ears(world: World) -> list[object]:
    """What the other workers are told from now on."""
    told: list[object] = []
    after = world.desk.transaction.after_commit

    async def hear(then: Any) -> None:
        told.extend(then.events)
        await after(then)

    world.desk.transaction.after_commit = hear
    return told


async def test_a_shared_reply_is_added_changed_and_removed_for_everybody(world: World) -> None:
    service, other, told = world.desk.replies, await world.worker(), ears(world)
    before = await settings_version(world)
    key, added = await service.add(HELLO, author_id=KARI)
    changed = await service.change(
        key, {**HELLO, "shortcut": "/hallo-2"}, if_version=fingerprint(added.as_json()), author_id=KARI
    )
    shown = await other.replies.every(uuid4())
    assert list(shown.shared) == [*(one.key for one in replies()), key]
    assert shown.shared[key] == changed
    assert shown.version == await settings_version(world) == before + 2
    assert world.desk.rules().version == shown.version
    await service.remove(key, author_id=KARI)
    assert key not in (await other.replies.every(uuid4())).shared
    second = {**HELLO, "shortcut": "/hallo-2"}
    assert await audited(world) == [
        ("reply_added", key, None, HELLO),
        ("reply_changed", key, HELLO, second),
        ("reply_removed", key, second, None),
    ]
    assert told == [SettingsChanged()] * 3


async def test_what_changes_nothing_is_no_change(world: World) -> None:
    key, _ = await world.desk.replies.add(HELLO, author_id=KARI)
    before, lines = await settings_version(world), await audited(world)
    await world.desk.replies.change(key, HELLO, if_version=None, author_id=KARI)
    with pytest.raises(NotFound):
        await world.desk.replies.change("nope", HELLO, if_version=None, author_id=KARI)
    with pytest.raises(NotFound):
        await world.desk.replies.remove("nope", author_id=KARI)
    assert (await settings_version(world), await audited(world)) == (before, lines)


async def test_who_comes_second_with_what_she_read_before_is_told_so(world: World) -> None:
    key, read = await world.desk.replies.add(HELLO, author_id=KARI)
    version = fingerprint(read.as_json())
    await world.desk.replies.change(key, {**HELLO, "en": "Hi!"}, if_version=version, author_id=KARI)
    with pytest.raises(WrongState) as refused:
        await world.desk.replies.change(key, {**HELLO, "en": "Hey!"}, if_version=version, author_id=KARI)
    assert set(refused.value.details) == {"if_version"}
    assert (await world.desk.replies.every(KARI)).shared[key].text["en"] == "Hi!"


async def test_two_who_add_the_same_shortcut_at_once_leave_one(world: World) -> None:
    other = await world.worker()
    made = await asyncio.gather(
        *(desk.replies.add(HELLO, author_id=KARI) for desk in (world.desk, other) * 3), return_exceptions=True
    )
    assert sum(isinstance(one, tuple) for one in made) == 1
    assert [one.details for one in made if isinstance(one, Invalid)] == [
        {"shortcut": "is another reply's already"}
    ] * 5


async def test_own_replies_are_ones_own(world: World) -> None:
    service = world.desk.replies
    ane, bo = await world.counsellor("Ane"), await world.counsellor("Bo")
    version = await settings_version(world)
    mine, _ = await service.add_own(ane, {"shortcut": "/hei", "nn": "Hei, eg er {fornavn}"})
    theirs, _ = await service.add_own(bo, {"shortcut": "/hei", "en": "Hi"})
    with pytest.raises(Invalid) as refused:
        await service.add_own(ane, {"shortcut": "/hei", "nb": "Hei"})
    assert set(refused.value.details) == {"shortcut"}
    changed = await service.change_own(ane, mine, {"shortcut": "/hei", "nb": "Hei"})
    assert (await service.every(ane)).own == {mine: changed}
    with pytest.raises(NotFound):
        await service.change_own(ane, theirs, {"shortcut": "/x", "nb": "x"})
    with pytest.raises(NotFound):
        await service.remove_own(ane, theirs)
    await service.remove_own(ane, mine)
    assert (await service.every(ane)).own == {}
    assert list((await service.every(bo)).own) == [theirs]
    assert (await settings_version(world), await audited(world)) == (version, [])


async def test_nobody_collects_replies_without_end(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.services.replies.MOST_OWN", 2)
    ane = await world.counsellor()
    made = await asyncio.gather(
        *(world.desk.replies.add_own(ane, {"shortcut": f"/{n}", "nb": "x"}) for n in range(5)),
        return_exceptions=True,
    )
    assert sum(isinstance(one, tuple) for one in made) == 2
    assert len((await world.desk.replies.every(ane)).own) == 2


async def test_a_page_is_listed_and_its_site_known_to_every_worker(world: World) -> None:
    service, other, told = world.desk.public_pages, await world.worker(), ears(world)
    first = await other.public_pages.known_sites()
    assert b"utdanning.no" in first.body
    assert b"uio.no" not in first.body
    page_id, page = await service.add(UIO, author_id=KARI)
    assert (page.address, page.words) == ("https://www.uio.no/", "studier")
    await other.rules.refresh()
    second = await other.public_pages.known_sites()
    assert b'"uio.no"' in second.body
    assert b'"www.uio.no"' in second.body
    assert second.tag != first.tag
    assert (await other.public_pages.known_sites()) is second
    await service.remove(page_id, author_id=KARI)
    await other.rules.refresh()
    assert (await other.public_pages.known_sites()).tag == first.tag
    assert [line[0] for line in await audited(world)] == ["page_added", "page_removed"]
    assert told == [SettingsChanged()] * 2


async def test_a_page_is_changed_by_who_has_read_it_and_listed_once(world: World) -> None:
    service = world.desk.public_pages
    page_id, read = await service.add(UIO, author_id=KARI)
    with pytest.raises(Invalid) as taken:
        await service.add({**UIO, "address": "https://www.uio.no:443/"}, author_id=KARI)
    assert set(taken.value.details) == {"address"}
    version = fingerprint(read.as_json())
    await service.change(page_id, {**UIO, "words": "oslo"}, if_version=version, author_id=KARI)
    with pytest.raises(WrongState):
        await service.change(page_id, {**UIO, "words": "blindern"}, if_version=version, author_id=KARI)
    with pytest.raises(NotFound):
        await service.change(uuid4(), UIO, if_version=None, author_id=KARI)
    with pytest.raises(NotFound):
        await service.remove(uuid4(), author_id=KARI)
    shown = await service.every()
    assert shown[page_id].words == "oslo"
    assert len(shown) == len(public_pages()) + 1


async def test_known_sites_are_told_while_the_database_is_away(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = world.desk.public_pages
    known = await service.known_sites()
    monkeypatch.setattr(world.desk.transaction, "revision", "0004")
    assert await service.known_sites() == known
    await world.policy(burst=21)
    assert await service.known_sites() == known


async def test_a_schema_without_them_has_shared_replies_and_says_of_the_rest_that_it_is_away(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ane = await world.counsellor()
    monkeypatch.setattr(world.desk.transaction, "revision", "0004")
    shown = await world.desk.replies.every(ane)
    assert (len(shown.shared), shown.own) == (len(replies()), {})
    for attempt in (
        world.desk.replies.add_own(ane, {"shortcut": "/x", "nb": "x"}),
        world.desk.public_pages.every(),
        world.desk.public_pages.known_sites(),
        world.desk.public_pages.add(UIO, author_id=KARI),
    ):
        with pytest.raises(Unavailable):
            await attempt
