"""What a run of the simulation is asked to do."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.simulation.accounts import Account


@dataclass(frozen=True, slots=True)
class Plan:
    """`rate` arrivals per minute, for at most `minutes` or `citizens`; `hiccups` per person and minute.

    `pace`: how many times faster than people they think and type. `excuse_idle`: Valkey will be away, so a
    free seat beside somebody who waits proves nothing.
    """

    url: str
    citizens: int
    rate: float
    minutes: float
    seed: int
    accounts: Sequence[Account]
    pace: float = 20.0
    hiccups: float = 0.5
    excuse_idle: bool = False
