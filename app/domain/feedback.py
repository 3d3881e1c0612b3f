"""The citizen's answer to the one voluntary question at the end, and what may be told of all of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from app.domain.contact import Author, Language
from app.domain.disclosure import Sum, hidden_cells
from app.domain.errors import Invalid, TooLong
from app.domain.oslo import day_of, instant
from app.domain.privacy import mask, validate_text
from app.domain.reading import Problems, read_mapping

SCORES = range(1, 6)
LONGEST_WORDS = 500
ALL = "all"
FEWEST = 5
"""A day with fewer answers gives no words: whoever was on shift would know whose they are."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """A score of 1 to 5, and perhaps a word; `words` have nothing personal in them."""

    score: int
    words: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """One citizen's answer, by the Oslo date on which she came."""

    day: date
    score: int
    words: str | None


@dataclass(frozen=True, slots=True)
class Month:
    """An Oslo month; answers and mean are null where few answered, or where that would give few away."""

    month: str
    asked: int
    answers: int | None
    answer_share: float | None
    mean: float | None


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """What was answered of those who were asked; `mean` is null without answers."""

    answers: int
    asked: int
    mean: float | None
    scores: dict[int, int]
    words: list[Answer]
    months: list[Month]


def read_feedback(body: object, language: Language) -> Feedback:
    """Feedback as it is kept, personal numbers masked (P8); raises `Invalid` with field -> why."""
    problems = Problems()
    given = read_mapping(problems, "body", body)
    score: Any = given.get("score")
    if isinstance(score, bool) or not isinstance(score, int) or score not in SCORES:
        problems.add("score", "must be a whole number from 1 to 5")
        score = SCORES[0]
    words = _words(problems, given.get("words"), language)
    problems.raise_any()
    return Feedback(score, words)


def _words(problems: Problems, words: object, language: Language) -> str | None:
    if words is None or (isinstance(words, str) and not words.strip()):
        return None
    try:
        return mask(validate_text(words, LONGEST_WORDS).strip(), Author.CITIZEN, language).text
    except (Invalid, TooLong) as error:
        problems.add("words", error.details["text"])
        return None


def satisfaction(answers: Sequence[Answer], asked: Mapping[str, int]) -> Satisfaction:
    """All of them in figures; words only of days with five answers or more. `asked`: by Oslo month.

    The newest day comes first; within a day their order tells nothing of who came when.
    """
    scores = {score: sum(one.score == score for one in answers) for score in SCORES}
    a_day: dict[date, int] = {}
    for one in answers:
        a_day[one.day] = a_day.get(one.day, 0) + 1
    told = [one for one in answers if one.words and a_day[one.day] >= FEWEST]
    return Satisfaction(
        answers=len(answers),
        asked=sum(asked.values()),
        mean=round(sum(one.score for one in answers) / len(answers), 2) if answers else None,
        scores=scores,
        words=sorted(told, key=lambda one: (-one.day.toordinal(), one.score, one.words)),
        months=_months(answers, asked),
    )


def _months(answers: Sequence[Answer], asked: Mapping[str, int]) -> list[Month]:
    """Every month in which somebody was asked; how many answered in all is told, so the attacker knows it.

    Of a month in which all but a few of those asked answered, the answers would tell of those few.
    """
    scores: dict[str, list[int]] = {month: [] for month in sorted(asked)}
    for one in answers:
        scores.setdefault(f"{one.day:%Y-%m}", []).append(one.score)
    cells = {month: len(own) for month, own in scores.items()} | {ALL: len(answers)}
    sums, told = [Sum(ALL, tuple(scores))], [ALL]
    for month, own in scores.items():
        whole, silent = f"{month}/asked", f"{month}/silent"
        # Somebody may answer who is not among those asked any more.
        cells |= {whole: max(asked.get(month, 0), len(own)), silent: max(asked.get(month, 0) - len(own), 0)}
        sums.append(Sum(whole, (month, silent)))
        told.append(whole)
    hidden = hidden_cells(cells, sums, told=told)
    return [
        Month(
            month,
            asked.get(month, 0),
            *(None, None, None) if month in hidden else _answered(own, asked.get(month, 0)),
        )
        for month, own in sorted(scores.items())
    ]


def _answered(scores: Sequence[int], asked: int) -> tuple[int, float | None, float | None]:
    share = round(len(scores) / asked, 4) if asked else None
    return len(scores), share, round(sum(scores) / len(scores), 2) if scores else None


def months_between(starts_at: datetime, ends_at: datetime) -> Iterator[tuple[str, datetime, datetime]]:
    """The Oslo months of a time, each with the part of it that lies in the time."""
    while starts_at < ends_at:
        first = day_of(starts_at).replace(day=1)
        after = instant((first + timedelta(days=31)).replace(day=1), 0)
        yield f"{first:%Y-%m}", starts_at, min(after, ends_at)
        starts_at = after
