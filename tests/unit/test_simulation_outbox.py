"""The outbox of a simulated client keeps order, paces itself, and forgets nothing (P2, protocol § 3.4)."""

from app.simulation.outbox import Limits, Outbox


def outbox(count: int, limits: Limits | None = None) -> Outbox:
    box = Outbox(limits)
    for number in range(count):
        box.put(str(number), {"cid": str(number)})
    return box


def cids(frames: list[dict[str, object]]) -> str:
    return "".join(str(frame["cid"]) for frame in frames)


def test_messages_are_sent_once_per_socket_in_order() -> None:
    box = outbox(3)
    assert cids(box.due(0.0)) == "012"
    assert box.due(0.1) == []


def test_what_had_not_come_back_goes_again_on_a_new_socket() -> None:
    box = outbox(3)
    box.due(0.0)
    box.came_back("1")
    box.lost_socket()
    assert cids(box.due(1.0)) == "02"


def test_no_more_than_the_unacknowledged_are_in_flight() -> None:
    box = outbox(3, Limits(unacknowledged=2))
    assert cids(box.due(0.0)) == "01"
    assert box.wait(0.0) is None
    box.came_back("0")
    assert cids(box.due(0.1)) == "2"


def test_the_bucket_lets_a_burst_through_and_then_two_per_second() -> None:
    box = outbox(5, Limits(burst=3, per_second=2))
    assert cids(box.due(0.0)) == "012"
    assert box.wait(0.0) == 0.5
    assert cids(box.due(0.5)) == "3"
    assert cids(box.due(1.0)) == "4"


def test_a_refused_message_and_all_after_it_go_again_in_order() -> None:
    box = outbox(4)
    box.due(0.0)
    box.came_back("0")
    assert not box.refused("1", "too_fast", retry_after=0.5, now=0.1)
    assert box.due(0.3) == []
    assert cids(box.due(0.7)) == "123"


def test_a_message_refused_for_good_is_given_up() -> None:
    box = outbox(2)
    box.due(0.0)
    assert box.refused("0", "wrong_state", retry_after=0.0, now=0.1)
    assert len(box) == 1


def test_the_same_cid_twice_is_one_message() -> None:
    box = outbox(1)
    box.put("0", {"cid": "0"})
    assert cids(box.due(0.0)) == "0"
