"""How lively a demo is: a calm day that is easy to follow, or a deadline week with a line."""

from dataclasses import dataclass
from enum import StrEnum


class Pace(StrEnum):
    """What `--pace` takes."""

    GENTLE = "gentle"
    BUSY = "busy"


@dataclass(frozen=True, slots=True)
class Liveliness:
    """The figures of a pace; seconds are those of the clock on the wall."""

    quicker: float
    """How many times faster than people the simulated ones think and type."""
    comes_every: tuple[float, float]
    at_most: int
    """Simulated citizens there at once while they are alone with the simulated counsellors."""
    line: int
    """A new one comes while fewer than so many wait."""
    steps_aside: bool
    """Whether the simulated counsellors leave new contacts to whoever is at a console."""


LIVELINESS = {
    Pace.GENTLE: Liveliness(quicker=1.5, comes_every=(50.0, 120.0), at_most=5, line=1, steps_aside=True),
    Pace.BUSY: Liveliness(quicker=3.0, comes_every=(4.0, 11.0), at_most=16, line=6, steps_aside=False),
}
