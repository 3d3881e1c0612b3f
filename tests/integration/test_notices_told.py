"""Notices reach whoever is connected, in their language, at their time, whichever worker they are on."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from app.domain.contact import Language
from app.domain.errors import NotFound, Unavailable, WrongState
from app.domain.fingerprint import fingerprint
from app.domain.notices import Audience
from app.frames.bus import SettingsChanged
from app.frames.shared import instant
from app.services.intake import Question
from app.services.notices import notice_json
from tests.factories import Citizen, World, becomes
from tests.integration.screens import citizens_screen, counsellors_screen
from tests.integration.test_writing import HELLO, audited, ears, settings_version

KARI = UUID(int=7)
HOUR = timedelta(hours=1)


def body(audience: str, word: str, starts_at: datetime, ends_at: datetime) -> dict[str, Any]:
    """A notice as it is posted."""
    texts = {language: f"{word} {language}" for language in ("nb", "nn", "en")}
    return {"audience": audience, **texts, "starts_at": instant(starts_at), "ends_at": instant(ends_at)}


async def nynorsk(world: World) -> Citizen:
    """A citizen who writes nynorsk."""
    admitted = await world.desk.intake.arrive(Question(language=Language.NN, text="Hei"))
    generation = (await world.desk.attendance.came(admitted.token)).generation
    return Citizen(admitted.contact_id, admitted.token, generation)


async def test_it_is_told_when_it_begins_and_when_it_ends_and_never_twice(world: World) -> None:
    there, now = await world.worker(), world.now()
    ane, citizen = await world.counsellor(), await nynorsk(world)
    for audience, word in (("citizens", "Kø"), ("staff", "Møte")):
        made = body(audience, word, now + HOUR, now + 2 * HOUR)
        await world.desk.notices.add(made, author_id=KARI)
    await there.rules.refresh()
    async with citizens_screen(there, citizen) as hers, counsellors_screen(there, ane) as console:
        await there.notice_watch.once()
        for _ in range(2):
            await world.move(3_600)
            for _ in range(2):
                await there.notice_watch.once()
        await becomes(lambda: len(hers.of("notice")) == 2 and len(console.of("notice")) == 2)
    until = instant(now + 2 * HOUR)
    assert hers.of("notice") == [
        {"type": "notice", "text": "Kø nn", "until": until},
        {"type": "notice", "text": ""},
    ]
    texts = {language: f"Møte {language}" for language in ("nb", "nn", "en")}
    assert console.of("notice") == [
        {"type": "notice", "text": "Møte nb", "texts": texts, "until": until},
        {"type": "notice", "text": ""},
    ]


async def test_who_comes_later_is_told_what_stands_after_she_is_live(world: World) -> None:
    citizen, now = await nynorsk(world), world.now()
    await world.desk.notices.add(body("citizens", "Kø", now - HOUR, now + HOUR), author_id=KARI)
    async with citizens_screen(world.desk, citizen) as first:
        await world.desk.notice_watch.once()
        await becomes(lambda: first.of("notice"))
    assert first.types.index("notice") > first.types.index("live")
    async with citizens_screen(world.desk, citizen) as again:
        await world.desk.notice_watch.once()
        await becomes(lambda: again.of("notice"))


async def test_a_console_learns_that_replies_have_changed_once_for_each_change(world: World) -> None:
    there = await world.worker()
    ane = await world.counsellor()
    async with counsellors_screen(there, ane) as console:
        await there.notice_watch.once()
        await becomes(lambda: console.of("snapshot"))
        known = console.of("snapshot")[0]["settings_version"]
        assert known == (await there.replies.every(ane)).version
        await world.desk.replies.add(HELLO, author_id=KARI)
        await there.rules.refresh()
        for _ in range(2):
            await there.notice_watch.once()
        await becomes(lambda: console.of("settings"))
    assert console.of("settings") == [{"type": "settings", "version": known + 1}]


async def test_the_sign_tells_the_one_that_began_last_and_turns_with_it(world: World) -> None:
    now, desk = world.now(), world.desk
    assert b'"notice":null,"notice_texts":null' in (await desk.sign.look()).body
    await desk.notices.add(body("citizens", "Lang", now - HOUR, now + 9 * HOUR), author_id=KARI)
    soon = now + timedelta(seconds=3)
    await desk.notices.add(body("citizens", "Kort", soon, soon + HOUR), author_id=KARI)
    await desk.notices.add(body("staff", "Møte", now - HOUR, now + HOUR), author_id=KARI)
    first = await desk.sign.look()
    assert b'"notice":"Lang nb","notice_texts":{"nb":"Lang nb","nn":"Lang nn"' in first.body
    assert first.cached_seconds == 3
    await world.move(3)
    second = await desk.sign.look()
    assert b'"notice":"Kort nb"' in second.body
    assert second.tag != first.tag
    assert [one.words.nb for one in await desk.notices.now(Audience.STAFF)] == ["Møte nb"]


async def test_a_notice_is_changed_by_who_has_read_it_and_taken_back(world: World) -> None:
    service, now, told = world.desk.notices, world.now(), ears(world)
    before = await settings_version(world)
    read = await service.add(body("staff", "Møte", now, now + HOUR), author_id=KARI)
    version, later = fingerprint(notice_json(read)), body("staff", "Møte", now, now + 2 * HOUR)
    await service.change(read.notice_id, later, if_version=version, author_id=KARI)
    with pytest.raises(WrongState):
        await service.change(read.notice_id, later, if_version=version, author_id=KARI)
    await service.change(read.notice_id, later, if_version=None, author_id=KARI)
    assert [one.ends_at for one in await service.now(Audience.STAFF)] == [now + 2 * HOUR]
    await service.remove(read.notice_id, author_id=KARI)
    assert await service.now(Audience.STAFF) == []
    with pytest.raises(NotFound):
        await service.remove(read.notice_id, author_id=KARI)
    assert (told, await settings_version(world)) == ([SettingsChanged()] * 3, before + 3)
    lines = await audited(world)
    assert [line[0] for line in lines] == ["notice_added", "notice_changed", "notice_removed"]
    assert (lines[1][2]["ends_at"], lines[1][3]["ends_at"]) == (instant(now + HOUR), instant(now + 2 * HOUR))


async def test_a_schema_without_them_has_none(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(world.desk.transaction, "revision", "0004")
    await world.desk.rules.refresh()
    assert world.desk.rules().notices == ()
    with pytest.raises(Unavailable):
        await world.desk.notices.every()
    with pytest.raises(Unavailable):
        await world.desk.notices.add({}, author_id=KARI)
