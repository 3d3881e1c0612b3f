"""Writing a message as people do: read, think, type for as long as the text is, and be seen typing."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

from app.simulation.tempo import (
    CITIZEN_THINKS,
    CITIZEN_TYPES,
    COUNSELLOR_THINKS,
    COUNSELLOR_TYPES,
    TYPING_TOLD_EVERY,
    Tempo,
)


@dataclass(frozen=True, slots=True)
class Writer:
    """One person's hands; `thinks` is the median in seconds, `types` in characters a second."""

    tempo: Tempo
    thinks: float
    types: float

    async def write(
        self, text: str, *, heard: str, show: Callable[[], Awaitable[None]], over: asyncio.Event
    ) -> bool:
        """Take the time this text takes; false where it is over before it could be sent."""
        if await _passes(self.tempo.reading(heard) + self.tempo.thinking(self.thinks), over):
            return False
        left = self.tempo.typing(text, self.types)
        while left > 0:
            await show()
            if await _passes(min(left, TYPING_TOLD_EVERY), over):
                return False
            left -= TYPING_TOLD_EVERY
        return True


def citizen_writer(tempo: Tempo) -> Writer:
    """A citizen, often on a phone."""
    return Writer(tempo, CITIZEN_THINKS, CITIZEN_TYPES)


def counsellor_writer(tempo: Tempo) -> Writer:
    """A counsellor, who writes all day."""
    return Writer(tempo, COUNSELLOR_THINKS, COUNSELLOR_TYPES)


async def _passes(seconds: float, over: asyncio.Event) -> bool:
    """Let time pass; true as soon as it is over."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await over.wait()
    return over.is_set()
