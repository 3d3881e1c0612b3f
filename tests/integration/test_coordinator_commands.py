"""What coordinators do to a desk at work, command by command: each planted mutant is found, and only then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from app.domain.contact import Waiting
from app.domain.counsellor import Seats
from app.queue import switchboard
from app.repositories import deadlines, duty
from tests.integration.coordinator_machine import ELSEWHERE, CoordinatorMachine
from tests.integration.desk_checks import Broken
from tests.integration.test_switchboard_property import parts as parts

Mutate = Callable[[pytest.MonkeyPatch], None]
Commands = Callable[[CoordinatorMachine], None]
ANE, BO = 0, 1
"""With one seat, and with two."""


def transfer_holds_no_seat(patch: pytest.MonkeyPatch) -> None:
    """Whom a colleague asks may be asked again, beyond her seats."""
    open_offers = "WHERE o.outcome IS NULL AND"
    assert open_offers in duty.SEATS
    patch.setattr(duty, "SEATS", duty.SEATS.replace(open_offers, f"{open_offers} o.kind = 'line' AND"))


def no_seat_is_as_many_as_usual(patch: pytest.MonkeyPatch) -> None:
    """A capacity of zero is taken for none that was set."""

    def seats(*, chat_capacity: int, **held: int) -> Seats:
        return Seats(chat_capacity=chat_capacity or 2, **held)

    patch.setattr(duty, "Seats", seats)


def centre_keeps_for_good(patch: pytest.MonkeyPatch) -> None:
    """What a centre does not take in its minute is never opened to the others."""
    patch.setattr(deadlines, "CENTRE_WAITED", deadlines.CENTRE_WAITED + "AND false")


def who_is_shut_out_keeps_her_conversations(patch: pytest.MonkeyPatch) -> None:
    """Only an absence takes them away."""
    patch.setattr(deadlines, "LEFT_BEHIND", deadlines.LEFT_BEHIND.replace("s.disabled_at IS NOT NULL OR", ""))


def follow_up_goes_last(patch: pytest.MonkeyPatch) -> None:
    """Its ticket, which is below zero, loses its sign on the way to Valkey."""
    right = switchboard._place

    def place(waiting: Waiting | None) -> tuple[str, str]:
        return right(replace(waiting, ticket=abs(waiting.ticket))) if waiting else right(waiting)

    patch.setattr(switchboard, "_place", place)


def hand_over_twice(machine: CoordinatorMachine) -> None:
    """Bo asks Ane, whose one seat that holds; for another conversation she has none."""
    machine.take(0, BO, 0)
    machine.take(1, BO, 1)
    machine.hand_over(0, 1)
    machine.hand_over(1, 0)


def take_all_seats_away(machine: CoordinatorMachine) -> None:
    """Ane may hold nothing, and Bo has a break."""
    machine.set_capacity(ANE, 0, 0)
    machine.wish(BO, 1)
    machine.dispatch(0)


def hand_to_a_centre_where_nobody_is(machine: CoordinatorMachine) -> None:
    """A minute later it is everybody's, but for who handed it over that long ago."""
    machine.take(0, BO, 0)
    machine.hand_to_centre(0, 1, ELSEWHERE)
    machine.dispatch(0)
    machine.pass_time(61, 0)
    machine.dispatch(1)


def shut_out_in_mid_conversation(machine: CoordinatorMachine) -> None:
    """Her citizen is in line again, and goes to Ane."""
    machine.take(0, BO, 0)
    machine.shut_out_or_let_in(BO, 1)
    machine.dispatch(0)


def ask_and_wait(machine: CoordinatorMachine) -> None:
    """A question left goes before the two who wait."""
    machine.leave_a_question(0)
    machine.the_desk_is_as_the_model()
    machine.dispatch(1)


FOUND_BY: dict[Mutate, Commands] = {
    transfer_holds_no_seat: hand_over_twice,
    no_seat_is_as_many_as_usual: take_all_seats_away,
    centre_keeps_for_good: hand_to_a_centre_where_nobody_is,
    who_is_shut_out_keeps_her_conversations: shut_out_in_mid_conversation,
    follow_up_goes_last: ask_and_wait,
}


def carry_out(parts: dict[str, Any], commands: Commands) -> None:
    """These commands on a desk begun anew, held against the model."""
    machine = type("Machine", (CoordinatorMachine,), parts)()
    machine.begin_anew()
    machine.everybody_is_ready()
    commands(machine)
    machine.the_desk_is_as_the_model()


def test_what_coordinators_do_breaks_no_rule(parts: dict[str, Any]) -> None:
    for commands in FOUND_BY.values():
        carry_out(parts, commands)


@pytest.mark.parametrize("mutate", FOUND_BY, ids=lambda mutate: mutate.__name__)
def test_each_mutant_is_found_by_its_commands(
    parts: dict[str, Any], monkeypatch: pytest.MonkeyPatch, mutate: Mutate
) -> None:
    mutate(monkeypatch)
    with pytest.raises(Broken):
        carry_out(parts, FOUND_BY[mutate])
