"""How long simulated people think, type and wait: the desk's own figures, divided by a pace.

Medians from the arrivals' season sheet: a citizen answers after 35 s, a counsellor after 45 s, of which
most is reading and typing and so depends on the length of the text; waits are given up after 6 minutes in
the mean. A pace of 20 makes a conversation of 15 minutes last three quarters of one.
"""

import asyncio
from dataclasses import dataclass
from random import Random

CITIZEN_THINKS, COUNSELLOR_THINKS, SPREAD = 9.0, 12.0, 0.6
READS, CITIZEN_TYPES, COUNSELLOR_TYPES = 25.0, 3.5, 5.0
"""Characters a second."""

TYPING_TOLD_EVERY = 3.0
PATIENCE_MEAN, PATIENCE_LEAST = 360.0, 60.0
OFFER_LOOKED_AT = 8.0
WRAP_UP = 60.0
BREAK = 120.0
ANSWER_EXPECTED = 600.0


@dataclass(frozen=True, slots=True)
class Tempo:
    """Pauses in seconds for one person; deterministic for a given `draw`."""

    pace: float
    draw: Random

    def thinking(self, median: float) -> float:
        """Thinking and typing, log-normal about the median."""
        return median * self.draw.lognormvariate(0.0, SPREAD) / self.pace

    def patience(self) -> float:
        """How long somebody waits in line before leaving, exponential above a least."""
        return (PATIENCE_LEAST + self.draw.expovariate(1 / PATIENCE_MEAN)) / self.pace

    def at_most(self, seconds: float) -> float:
        """A limit that never shrinks below 20 s, so that a fast pace does not give up on a slow machine."""
        return max(20.0, seconds / self.pace)

    def reading(self, text: str) -> float:
        """Reading what the other wrote, and thinking about it."""
        return len(text) / READS / self.pace

    def typing(self, text: str, speed: float) -> float:
        """Typing this at so many characters a second, some faster, some slower."""
        return self.thinking(len(text) / speed)

    async def pause(self, median: float) -> None:
        """Think."""
        await asyncio.sleep(self.thinking(median))
