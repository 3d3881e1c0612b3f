"""What both sides of a conversation say next, so that it reads like one: to the opening, in order, once.

To an opening of ours both know their lines. To anybody else's question a counsellor answers by its words,
and goes on asking until she is thanked.
"""

from random import Random

from app.simulation.texts import Opening, Texts

THANKS = ("takk", "hjalp meg", "thank", "hade", "ha det", "bye")
ENOUGH_TO_OURS, ENOUGH_TO_ANYBODY = 5, 30


class CounsellorLines:
    """One counsellor's side of one conversation; `said` is how often a counsellor wrote before."""

    def __init__(self, texts: Texts, language: str, first_text: str, draw: Random, *, said: int = 0) -> None:
        self._texts, self._language, self._draw = texts, language, draw
        self._opening: Opening | None = texts.opening_of(first_text)
        self._first_text, self._next = first_text, said
        self._used: list[str] = []

    @property
    def enough(self) -> int:
        """After how many answers she says goodbye unasked."""
        return ENOUGH_TO_OURS if self._opening else ENOUGH_TO_ANYBODY

    def greeting(self, name: str) -> str:
        """The name, and with it the first word to the question; a colleague's talk is only taken over."""
        if self._next:
            return self._line("takeovers", name=name)
        return f"{self._line('greetings', name=name)} {self.answer(self._first_text)}"

    def answer(self, heard: str) -> str:
        """The next thing to say to this."""
        asked = self._opening.asked if self._opening else ()
        number, self._next = self._next, self._next + 1
        if number < len(asked):
            return asked[number]
        about = self._texts.about(self._language, heard)
        fitting = [text for text in about if text not in self._used]
        text = fitting[0] if fitting else self._line("questions" if not asked and number < 1 else "answers")
        self._used.append(text)
        return text

    def farewell(self) -> str:
        """The last line."""
        return self._line("farewells")

    def _line(self, kind: str, *, name: str = "") -> str:
        text = self._texts.line(kind, self._language, self._draw, name=name, but=self._used)
        self._used.append(text)
        return text


class CitizenLines:
    """One simulated citizen's side: what she tells of herself, then questions, then thanks."""

    def __init__(self, texts: Texts, opening: Opening, draw: Random) -> None:
        self._texts, self._opening, self._draw = texts, opening, draw
        self._told = list(opening.told)
        self._used: list[str] = []

    def next(self) -> str:
        """The next answer or question."""
        if self._told:
            return self._told.pop(0)
        text = self._texts.line("follow_ups", self._opening.language, self._draw, but=self._used)
        self._used.append(text)
        return text

    def thanks(self) -> str:
        """The last word."""
        return self._texts.line("thanks", self._opening.language, self._draw)


def is_thanked(text: str) -> bool:
    """Whether somebody says thanks and asks nothing more."""
    lowered = text.lower()
    return "?" not in lowered and any(word in lowered for word in THANKS)
