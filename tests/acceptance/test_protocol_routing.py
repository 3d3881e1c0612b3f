"""Who gets whom over HTTP: rules for coordinators, and why, for those whom it concerns (docs/routing.md)."""

from __future__ import annotations

from tests.acceptance.test_protocol_door import INSTANT, error_of
from tests.fixtures.scene import Scene

NOBODY = "00000000-0000-4000-8000-000000000001"
LANGUAGES = {"nb", "nn", "en"}


async def test_rules_of_routing_are_read_changed_and_put_back_by_coordinators(scene: Scene) -> None:
    coordinator = await scene.member("koordinator")
    before = (await coordinator.read("/api/routing")).json()
    assert before["rules"] == before["defaults"]
    assert before["rules"]["layers"] == ["language", "skill", "centre", "reserve", "fewest", "longest"]
    shares = {"VESTLAND": 40, "TROMSO": 60}
    assert set(shares) <= set(before["centres"])
    try:
        changed = await coordinator.change("PUT", "/api/routing", {"shares": shares})
        assert (changed.status_code, changed.json()["rules"]["shares"]) == (200, shares), changed.text
        assert changed.json()["decided"] == ["shares"]
        wrong = await coordinator.change("PUT", "/api/routing", {"shares": {"VESTLAND": 40, "TROMSO": 50}})
        error = error_of(wrong, 422, "invalid")
        assert error["details"] == {"shares": "must add up to 100, not 90"}
        error_of(await coordinator.change("PUT", "/api/routing", [1]), 422, "invalid")
        assert (await coordinator.read("/api/routing")).json()["rules"]["shares"] == shares
        entries = (await coordinator.read("/api/audit?limit=1")).json()["entries"]
        assert (entries[0]["action"], entries[0]["before"], entries[0]["after"]) == (
            "routing_changed",
            {"shares": {}},
            {"shares": shares},
        )
    finally:
        back = await coordinator.change("PUT", "/api/routing", {"shares": None})
        assert back.is_success, back.text


async def test_counsellors_neither_read_nor_change_the_rules_nor_the_desks_decisions(scene: Scene) -> None:
    member = await scene.member("veileder1")
    for path in ("/api/routing", "/api/decisions"):
        error_of(await member.read(path), 403, "not_allowed")
    error_of(await member.change("PUT", "/api/routing", {}), 403, "not_allowed")


async def test_an_offer_says_why_in_a_word_and_in_words_and_its_owner_may_read_more(scene: Scene) -> None:
    worker = await scene.worker(1)
    asker = await scene.asker(language="nn")
    offer = await worker.accept(asker.contact_id)
    assert isinstance(offer["why"], str)
    assert set(offer["why_words"]) == LANGUAGES
    assert offer["why_words"]["nn"].startswith("språk: nynorsk")
    path = f"/api/contacts/{asker.contact_id}/decisions"
    [decision] = (await worker.member.read(path)).json()["decisions"]
    assert (decision["offer_id"], decision["outcome"], decision["layer"]) == (
        offer["offer_id"],
        "accepted",
        offer["why"],
    )
    assert decision["words"] == offer["why_words"]
    assert INSTANT.fullmatch(decision["at"])
    other = await scene.member("veileder2")
    error_of(await other.read(path), 403, "not_allowed")
    error_of(await other.read(f"/api/contacts/{NOBODY}/decisions"), 404, "not_found")


async def test_the_board_reads_the_last_decisions_and_nothing_of_a_citizen(scene: Scene) -> None:
    asker, _ = await scene.talk(1)
    coordinator = await scene.member("koordinator")
    answer = await coordinator.read("/api/decisions?limit=2")
    decisions = answer.json()["decisions"]
    assert 1 <= len(decisions) <= 2
    fields = {"at", "counsellor", "layer", "words", "left_out", "considered", "outcome"}
    assert all(set(one) == fields for one in decisions)
    assert asker.contact_id not in answer.text
    for limit in ("0", "101", "many"):
        error_of(await coordinator.read(f"/api/decisions?limit={limit}"), 422, "invalid")
