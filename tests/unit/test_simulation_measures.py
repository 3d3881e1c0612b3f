"""The plain figures of a run."""

import pytest

from app.simulation.measures import percentile, receipt_times, returns, waits
from tests.unit.simulation_story import Story, conversation


def test_a_percentile_is_one_of_the_values() -> None:
    values = [float(n) for n in range(1, 101)]
    assert (percentile(values, 0.5), percentile(values, 0.95), percentile([], 0.5)) == (50.0, 95.0, None)


def test_the_receipt_is_counted_from_the_first_sending() -> None:
    story = conversation()
    story.citizen("K").sent(5.05, "message", cid="a", text="hei")
    times = receipt_times(story.evidence())
    assert times.count == 2
    assert times.p95 == pytest.approx(0.1)


def test_a_wait_ends_with_the_answer() -> None:
    wait = waits(conversation().evidence())
    assert wait.count == 1
    assert wait.p50 == pytest.approx(2.9)


def test_a_return_lasts_from_the_loss_to_the_next_live() -> None:
    story = Story()
    ask = story.citizen("K")
    ask.opens(0.2)
    ask.closed(1.0, own=False)
    ask.closed(2.0, own=False)
    ask.opens(2.5)
    assert returns(story.evidence()).p50 == pytest.approx(1.5)
