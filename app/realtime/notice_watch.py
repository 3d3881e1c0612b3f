"""Tells open sockets the notice that stands now, and consoles that settings have changed; once a second.

What each socket was told is kept beside it, so that a new one, a reconnected one and one whose worker was
late with the rules all hear of it, and nobody hears it twice.
"""

from collections.abc import Callable, Iterator

from app.clock import Clock
from app.domain.contact import Language
from app.domain.notices import Audience, standing
from app.domain.notices import Notice as Standing
from app.domain.rules import Rules
from app.frames.place import SettingsChangedFrame
from app.frames.shared import NO_NOTICE, Notice, NoticeTexts, instant
from app.realtime.board_feed import BoardFeed
from app.realtime.citizen_feed import CitizenFeed
from app.realtime.counsellor_feed import CounsellorFeed
from app.realtime.hub import Hub


class NoticeWatch:
    """Reads the rules that hold and the clock; no store is asked."""

    def __init__(self, hub: Hub, rules: Callable[[], Rules], clock: Clock) -> None:
        """One for each worker."""
        self._hub = hub
        self._rules = rules
        self._clock = clock

    async def once(self) -> None:
        """Tell every socket what it has not been told."""
        rules, now = self._rules(), self._clock.now()
        self._tell_citizens(next(iter(standing(rules.notices, Audience.CITIZENS, now)), None))
        for_staff = _for_staff(next(iter(standing(rules.notices, Audience.STAFF, now)), None))
        for feed in self._staff():
            _tell(feed, for_staff)
        for feeds in list(self._hub.counsellors.values()):
            for console in list(feeds):
                _tell_version(console, rules.version)

    def _tell_citizens(self, notice: Standing | None) -> None:
        frames = {language: _for_citizen(notice, language) for language in Language}
        for feeds in list(self._hub.citizens.values()):
            for feed in list(feeds):
                if feed.language is not None:
                    _tell(feed, frames[feed.language])

    def _staff(self) -> Iterator[CounsellorFeed | BoardFeed]:
        for feeds in list(self._hub.counsellors.values()):
            yield from list(feeds)
        yield from list(self._hub.boards)


def _tell(feed: CitizenFeed | CounsellorFeed | BoardFeed, frame: Notice) -> None:
    if feed.notice != frame:
        feed.notice = frame
        feed.say(frame)


def _tell_version(feed: CounsellorFeed, version: int) -> None:
    """Her snapshot named one; a later one is told."""
    if feed.settings_version is not None and version > feed.settings_version:
        feed.settings_version = version
        feed.say(SettingsChangedFrame(version=version))


def _for_citizen(notice: Standing | None, language: Language) -> Notice:
    if notice is None:
        return NO_NOTICE
    return Notice(text=notice.words.said_in(language), until=instant(notice.ends_at))


def _for_staff(notice: Standing | None) -> Notice:
    if notice is None:
        return NO_NOTICE
    words = notice.words
    texts = NoticeTexts(nb=words.nb, nn=words.nn, en=words.en)
    return Notice(text=words.nb, texts=texts, until=instant(notice.ends_at))
