"""Dispatch by the rules that coordinators set, and each of its decisions kept, readable and short-lived."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert, select, update

from app.domain.contact import Channel, Language
from app.domain.counsellor import CounsellorId, Role
from app.domain.errors import Invalid, NoCapacity, NotAllowed, NotFound, WrongState
from app.domain.fairness import Count
from app.models.contact import Contact
from app.models.desk import Audit, AuditChange
from app.models.routing import CounsellorSkill, Decision
from app.repositories import candidates, centre_ledger, decisions, desk, staff
from app.services.intake import Question
from tests.factories import Citizen, World, count

COUNSELLOR, COORDINATOR = Role.COUNSELLOR, Role.COORDINATOR


async def asks(world: World, language: Language = Language.NB, page: str | None = None) -> Citizen:
    """A citizen in line and present, in this language and from this page."""
    admitted = await world.desk.intake.arrive(Question(language=language, entry_page=page))
    came = await world.desk.attendance.came(admitted.token)
    return Citizen(admitted.contact_id, admitted.token, came.generation)


async def able(world: World, who: CounsellorId, kind: str, *values: str) -> None:
    """Write down languages or skills."""
    async with world.desk.transaction() as tx:
        rows = [{"counsellor_id": who, "kind": kind, "value": value} for value in values]
        await tx.run(insert(CounsellorSkill).values(rows))


async def change(world: World, **rules: Any) -> None:
    """Other rules from now on, as a coordinator sets them."""
    await world.desk.routing_changes.change(rules, author_id=None)


async def kept(world: World, citizen: Citizen) -> list[Any]:
    """The decisions about a contact as they stand in the table."""
    async with world.desk.transaction() as tx:
        return list(await tx.run(select(Decision).where(Decision.contact_id == citizen.contact_id)))


async def test_every_offer_has_its_decision_with_whom_it_could_have_gone_to(world: World) -> None:
    ane, bo = await world.counsellor("Ane"), await world.counsellor("Bo", centre="TROMSO")
    full = await world.counsellor("Cato", capacity=0)
    citizen = await asks(world, Language.NN)
    assert await world.desk.dispatch.run_once() == 1
    ((_, chosen),) = await world.offered()
    (row,) = await kept(world, citizen)
    assert (row.contact_id, row.at, row.body["language"], row.body["class"]) == (
        citizen.contact_id,
        world.now(),
        "nn",
        "new",
    )
    assert row.body["chosen"]["counsellor_id"] == str(chosen)
    assert {one["counsellor_id"] for one in row.body["considered"]} == {str(ane), str(bo)}
    assert row.body["left_out"] == {"seat": 1}
    assert full not in (ane, bo)


async def test_the_counsellor_is_told_why_in_words_at_once_and_in_every_snapshot(world: World) -> None:
    ane = await world.counsellor("Ane")
    told: list[Any] = []
    world.desk.bus.handle = told.extend
    await asks(world, Language.NN)
    await world.desk.dispatch.run_once()
    snapshot = (await world.desk.overview.counsellor(ane, {})).snapshot
    (offer,) = snapshot.offers
    assert offer.why == "only_one"
    assert offer.why_words is not None
    assert offer.why_words.nn == "språk: nynorsk; den einaste som kunne få han"
    frames = [bytes(frame) for event in told for frame in getattr(event, "frames", ())]
    assert any(b'"type":"offer"' in frame and b"nynorsk; den einaste" in frame for frame in frames)


async def test_a_decision_is_its_owners_to_read_and_a_coordinators_with_a_reason(world: World) -> None:
    ane, bo = await world.counsellor("Ane"), CounsellorId(UUID(int=5))
    citizen = await asks(world)
    await world.desk.dispatch.run_once()
    await world.desk.answering.accept(ane, citizen.contact_id, None)
    read = world.desk.decisions.of_contact
    (own,) = await read(citizen.contact_id, ane, COUNSELLOR, reason=None)
    assert (own.counsellor, own.layer, own.outcome) == ("Ane", "only_one", "accepted")
    assert own.words.en == "language: Bokmål; the only one who could have it"
    for role, reason in ((COUNSELLOR, "curious"), (COORDINATOR, None), (COORDINATOR, " ")):
        with pytest.raises(NotAllowed):
            await read(citizen.contact_id, bo, role, reason=reason)
    with pytest.raises(NotFound):
        await read(UUID(int=1), bo, COORDINATOR, reason="a complaint")
    await _coordinator(world)
    assert len(await read(citizen.contact_id, bo, COORDINATOR, reason="a complaint")) == 1
    async with world.desk.transaction() as tx:
        row = (await tx.run(select(Audit.action, Audit.actor_id, Audit.reason))).all()[-1]
    assert tuple(row) == ("decisions_read", bo, "a complaint")


async def test_the_board_reads_the_last_decisions(world: World) -> None:
    await world.counsellor("Ane")
    first = await asks(world)
    await world.desk.dispatch.run_once()
    await world.move(1)
    second = await asks(world, Language.EN)
    await world.desk.dispatch.run_once()
    newest, older = await world.desk.decisions.latest(5)
    assert (newest.contact_id, older.contact_id) == (second.contact_id, first.contact_id)
    assert len(await world.desk.decisions.latest(1)) == 1


async def test_decisions_are_forgotten_after_thirty_days_with_the_sweep(world: World) -> None:
    await world.counsellor()
    citizen = await asks(world)
    await world.desk.dispatch.run_once()
    await world.desk.retention.sweep()
    assert len(await kept(world, citizen)) == 1
    async with world.desk.transaction() as tx:
        await tx.run(update(Decision).values(at=tx.now - decisions.KEPT - timedelta(seconds=1)))
    await world.desk.retention.sweep()
    assert await kept(world, citizen) == []


async def test_a_change_of_the_rules_decides_the_next_dispatch_of_every_worker(world: World) -> None:
    other = await world.worker()
    busy, idle = await world.counsellor("Ane"), await world.counsellor("Bo")
    await world.talking(busy)
    await change(world, reserve_by_hour={"13": 0})  # noon in UTC
    await asks(world)
    await world.desk.dispatch.run_once()
    assert [who for _, who in await world.offered()] == [idle]
    async with world.desk.transaction() as tx:
        version = await _version(tx)
    assert await other.rules.refresh(version)
    assert other.rules().routing.reserve_by_hour == {13: 0}
    assert world.desk.wake.is_set()


async def test_below_the_reserve_a_second_chat_goes_to_who_talks_already(world: World) -> None:
    busy, idle = await world.counsellor("Ane"), await world.counsellor("Bo")
    await world.talking(busy)
    citizen = await asks(world)
    await world.desk.dispatch.run_once()
    assert await world.offered() == [(citizen.contact_id, busy)]
    (row,) = await kept(world, citizen)
    assert row.layer == "reserve"
    await asks(world)
    await world.desk.dispatch.run_once()
    assert {who for _, who in await world.offered()} == {busy, idle}


async def test_sami_is_kept_for_a_speaker_who_is_there_and_then_is_anybodys(world: World) -> None:
    speaker, other = await world.counsellor("Ane", capacity=1), await world.counsellor("Bo")
    await able(world, speaker, "language", "nb", "se")
    await world.talking(speaker)
    sami, behind = await asks(world, Language.SE), await asks(world)
    await world.desk.dispatch.run_once()
    assert await world.offered() == [(behind.contact_id, other)]
    await world.move(119)
    assert await world.desk.dispatch.run_once() == 0
    await world.move(1)
    assert await world.desk.dispatch.run_once() == 1
    assert (sami.contact_id, other) in await world.offered()
    (row,) = await kept(world, sami)
    assert row.body["unmet"] == ["language"]


async def test_who_takes_the_next_by_hand_leaves_what_is_kept_for_a_speaker(world: World) -> None:
    speaker, other = await world.counsellor("Ane", capacity=1), await world.counsellor("Bo")
    await able(world, speaker, "language", "nb", "se")
    await world.talking(speaker)
    sami = await asks(world, Language.SE)
    with pytest.raises(NoCapacity):
        await world.desk.answering.take(other, None, "first")
    await world.move(120)
    assert await world.desk.answering.take(other, None, "second") == sami.contact_id


async def test_a_page_asks_for_a_skill(world: World) -> None:
    await world.counsellor("Ane")
    knows = await world.counsellor("Bo")
    await able(world, knows, "skill", "LANEKASSEN")
    await change(world, pages=[{"prefix": "/lan", "skill": "LANEKASSEN"}])
    citizen = await asks(world, page="/lan/soknad")
    await world.desk.dispatch.run_once()
    assert await world.offered() == [(citizen.contact_id, knows)]


async def test_the_ledger_counts_offers_takes_and_misses_of_the_last_hour(world: World) -> None:
    ane = await world.counsellor("Ane", centre="VESTLAND", capacity=9)
    await world.counsellor("Bo", centre="TROMSO", capacity=0)
    await world.talking(ane)
    for _ in range(3):
        await asks(world)
    await world.desk.dispatch.run_once()
    first, second, _ = [contact for contact, _ in await world.offered()]
    await world.desk.answering.accept(ane, first, None)
    await world.desk.answering.decline(ane, second, None, reason=None)
    async with world.desk.transaction() as tx:
        ledger = await centre_ledger.last_hour(tx)
    assert ledger.counts == {"VESTLAND": Count(offered=3, taken=2, missed=1, open=1)}
    await world.move(3_601)
    async with world.desk.transaction() as tx:
        ledger = await centre_ledger.last_hour(tx)
    assert ledger.counts == {"VESTLAND": Count(offered=1, open=1)}


async def test_agreed_shares_decide_between_centres(world: World) -> None:
    ane = await world.counsellor("Ane", centre="VESTLAND", capacity=9)
    bo = await world.counsellor("Bo", centre="TROMSO", capacity=9)
    await change(world, shares={"VESTLAND": 25, "TROMSO": 75}, layers=["centre", "fewest"], centre_slack=0)
    for _ in range(8):
        await asks(world)
    await world.desk.dispatch.run_once()
    given = [who for _, who in await world.offered()]
    assert (given.count(ane), given.count(bo)) == (2, 6)
    (newest, *_) = await world.desk.decisions.latest(1)
    assert newest.body["ledger"]["TROMSO"]["share"] == 75
    assert "senter: " in newest.words.nb
    assert "avtalt" in newest.words.nb


async def test_shares_that_do_not_add_up_change_nothing(world: World) -> None:
    await change(world, centre_slack=2)
    with pytest.raises(Invalid) as refused:
        await change(world, shares={"VESTLAND": 50, "TROMSO": 40})
    assert refused.value.details == {"shares": "must add up to 100, not 90"}
    with pytest.raises(Invalid):
        await change(world, shares={"MARS": 100})
    view = await world.desk.routing_changes.show()
    assert (view.decided, view.rules["shares"], view.rules["centre_slack"]) == (["centre_slack"], {}, 2)


async def test_a_change_is_audited_with_before_and_after_and_what_changes_nothing_is_not(
    world: World,
) -> None:
    who = await _coordinator(world)
    for _ in range(2):
        await world.desk.routing_changes.change({"language_relax_seconds": 30}, author_id=who)
    columns = (Audit.action, Audit.actor_id, Audit.subject, AuditChange.before, AuditChange.after)
    async with world.desk.transaction() as tx:
        rows = (await tx.run(select(*columns).join(AuditChange, AuditChange.audit_id == Audit.id))).all()
    assert [tuple(row) for row in rows] == [
        (
            "routing_changed",
            who,
            "language_relax_seconds",
            {"language_relax_seconds": 120},
            {"language_relax_seconds": 30},
        )
    ]


async def test_on_the_schema_before_dispatch_goes_on_without_decisions(world: World) -> None:
    ane = await world.counsellor()
    citizen = await asks(world)
    world.desk.transaction.revision = "0003"
    await world.desk.rules.refresh()
    assert await world.desk.dispatch.run_once() == 1
    assert await world.desk.decisions.latest(5) == []
    await world.desk.retention.sweep()
    (offer,) = (await world.desk.overview.counsellor(ane, {})).snapshot.offers
    assert (offer.why, offer.why_words) == ("only_one", None)
    with pytest.raises(WrongState):
        await change(world, centre_slack=2)
    world.desk.transaction.revision = None
    assert await kept(world, citizen) == []


async def test_nobody_of_whom_nothing_is_written_answers_in_sami(world: World) -> None:
    ane, bo = await world.counsellor("Ane"), await world.counsellor("Bo")
    await able(world, bo, "skill", "X")
    async with world.desk.transaction() as tx:
        found = {one.counsellor_id: one for one in await candidates.everybody(tx, world.desk.rules().policy)}
        assert await count(tx, "contact") == 0
        assert (await tx.run(select(Contact.id))).all() == []
    assert Language.SE not in found[ane].languages
    assert found[bo].languages == found[ane].languages
    assert found[bo].skills == {"X"}
    assert Channel.CHAT in found[bo].channels


async def _coordinator(world: World) -> CounsellorId:
    async with world.desk.transaction() as tx:
        return await staff.add(
            tx, email="k@desk.example", name="K", role=COORDINATOR, centre=None, password_hash="-"
        )


async def _version(tx: Any) -> int:
    return (await desk.read(tx)).settings_version
