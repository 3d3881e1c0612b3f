"""What citizens read of the opening hours, in words: open until when, or why closed and when it opens.

Pure: the words come in as data, the Oslo clock from `oslo`. Dates are always said in full («tysdag 30. mars
kl. 10»), so that a sentence is right whenever it is read; the widget says «i dag» and «i morgon» besides.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from app.domain.opening_hours import HoursAnswer
from app.domain.oslo import OSLO, day_of, instant
from app.domain.wording import REQUIRED, Wording


@dataclass(frozen=True, slots=True)
class HoursWords:
    """Names of the days (Monday first) and months, phrases, and sentences that warn coordinators."""

    weekdays: tuple[Wording, ...]
    months: tuple[Wording, ...]
    phrases: Mapping[str, Wording]
    warnings: Mapping[str, Wording]

    def date(self, day: date, language: str) -> str:
        """«tysdag 30. mars»."""
        weekday = self.weekdays[day.weekday()].said_in(language)
        month = self.months[day.month - 1].said_in(language)
        return self.say("date", language, weekday=weekday, day=day.day, month=month)

    def say(self, name: str, language: str, /, **values: object) -> str:
        """A phrase in `language` with its placeholders filled; raises `KeyError` where one has no value."""
        return self.phrases[name].said_in(language).format(**values)

    def warn(self, name: str, /, **values: object) -> Wording:
        """A warning in every language; wordings, dates and times of day are said in that language."""
        return Wording(*(self._warn(name, language, values) for language in REQUIRED))

    def _warn(self, name: str, language: str, values: Mapping[str, object]) -> str:
        said = {key: self._said(value, language) for key, value in values.items()}
        return self.warnings[name].said_in(language).format(**said)

    def _said(self, value: object, language: str) -> object:
        if isinstance(value, time):
            return self.say("until_clock", language, hour=value.hour, minute=f"{value.minute:02}")
        if isinstance(value, date):
            return self.say("date_of_year", language, date=self.date(value, language), year=value.year)
        return value.said_in(language) if isinstance(value, Wording) else value


def citizens_read(answer: HoursAnswer, channel: str, at: datetime, words: HoursWords) -> Wording:
    """The sentences that say of a channel what `answer` says of it at `at`, in every language of the desk."""
    return Wording(*(_sentences(answer, channel, at, words, language=one) for one in REQUIRED))


def _sentences(answer: HoursAnswer, channel: str, at: datetime, words: HoursWords, *, language: str) -> str:
    name = words.say(f"channel.{channel}", language)
    if answer.open and answer.closes_at is None:
        return words.say("open", language, channel=name)
    if answer.open:
        assert answer.closes_at is not None
        until = _until(answer.closes_at, at, words, language)
        return words.say("open_until", language, channel=name, until=until)
    return f"{_why(answer, name, words, language)} {_opens(answer.opens_at, words, language)}"


def _why(answer: HoursAnswer, channel: str, words: HoursWords, language: str) -> str:
    """The name of a holiday or closure, or a coordinator's reason; else a sentence for the kind."""
    label = answer.label.said_in(language).rstrip(" .") if answer.label else ""
    if label:
        return words.say("because", language, channel=channel, label=label)
    return words.say(f"closed.{answer.reason or 'outside_hours'}", language, channel=channel)


def _opens(opens_at: datetime | None, words: HoursWords, language: str) -> str:
    if opens_at is None:
        return words.say("unknown", language)
    wall = opens_at.astimezone(OSLO)
    when = f"{words.date(wall.date(), language)} {_clock(wall, words, language)}"
    return words.say("opens", language, when=when)


def _until(closes_at: datetime, at: datetime, words: HoursWords, language: str) -> str:
    """«kl. 20» today, «midnatt» at its end; another day is named."""
    if closes_at == instant(day_of(at), 24 * 60):
        return words.say("midnight", language)
    wall = closes_at.astimezone(OSLO)
    clock = _clock(wall, words, language, until=wall.date() == day_of(at))
    return clock if wall.date() == day_of(at) else f"{words.date(wall.date(), language)} {clock}"


def _clock(wall: datetime, words: HoursWords, language: str, *, until: bool = False) -> str:
    """«kl. 10», «kl. 13.30»; after «until» English has no «at»."""
    name = "whole_hour" if wall.minute == 0 else "clock"
    return words.say(f"until_{name}" if until else name, language, hour=wall.hour, minute=f"{wall.minute:02}")
