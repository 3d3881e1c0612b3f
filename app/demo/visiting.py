"""The simulated citizens of a demo: who of them is there, and for whom they came."""

from collections import deque
from contextlib import suppress
from dataclasses import replace
from random import Random

from httpx2 import HTTPError

from app.demo.pace import Liveliness
from app.demo.voices import voice
from app.simulation.citizen import OVER, Citizen, CitizenPlan, plan_citizen
from app.simulation.desk import Desk, DeskRefused
from app.simulation.tempo import Tempo
from app.simulation.texts import Texts

NAMES = (
    "Ida", "Jonas", "Aisha", "Mathias", "Sunniva", "Elias", "Maja", "Ahmed", "Ingrid", "Oskar", "Leah",
    "Sander", "Amalie", "Daniel", "Hedda", "Tobias", "Selma", "Noah", "Frida", "Isak", "Thea", "Emil",
)  # fmt: skip
NETWORK_LOST_PER_MINUTE, GONE_FOR_AT_MOST = 0.08, 12.0


class Visits:
    """Lets them come one by one and knows who is still there."""

    def __init__(self, desk: Desk, texts: Texts, pace: Liveliness, draw: Random) -> None:
        self._desk, self._texts, self._pace, self._draw = desk, texts, pace, draw
        self._count = draw.randrange(len(NAMES))
        self._there: dict[Citizen, str] = {}
        self._asked: deque[str] = deque(maxlen=len(texts.openings) // 2)

    def present(self, came_for: str = "") -> int:
        """How many are asking, waiting or talking; of those who came for somebody, or of all."""
        return sum(
            citizen.state not in OVER and came_for in ("", whom) for citizen, whom in self._there.items()
        )

    async def visit(self, came_for: str = "anybody") -> None:
        """One visit from the question to the end."""
        self._count += 1
        tempo = Tempo(self._pace.quicker, Random(self._draw.random()))
        citizen = Citizen(self._plan(tempo), self._desk, self._texts, tempo)
        self._there[citizen] = came_for
        try:
            await citizen.visit()
            await self._say_what_it_was_like(citizen, tempo.draw)
        finally:
            del self._there[citizen]

    async def _say_what_it_was_like(self, citizen: Citizen, draw: Random) -> None:
        """The one question at the end, which most leave; the desk takes no answer from who had none."""
        said = voice(draw)
        if said is None or not citizen.token:
            return
        score, words = said
        with suppress(DeskRefused, HTTPError):
            body = {"score": score, "words": words}
            await self._desk.put("/api/contacts/self/feedback", body, token=citizen.token)

    def _plan(self, tempo: Tempo) -> CitizenPlan:
        """Somebody with a question that nobody has asked lately, and who says all there is to say to it."""
        plan = plan_citizen(self._count, self._texts, tempo, hiccups=NETWORK_LOST_PER_MINUTE)
        while plan.opening.text in self._asked:
            plan = replace(plan, opening=self._texts.opening(tempo.draw))
        self._asked.append(plan.opening.text)
        alias = f"{NAMES[self._count % len(NAMES)]} (simulert)"
        return replace(plan, turns=len(plan.opening.told), away=GONE_FOR_AT_MOST, alias=alias)
