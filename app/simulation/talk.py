"""One conversation in a counsellor's hands: what was read of it, and whether it is over."""

import asyncio
from collections.abc import Callable
from typing import Any

Frame = dict[str, Any]
GONE_STATES = ("closed", "abandoned")


class Talk:
    """A contact this counsellor owns; `top` is the highest seq up to which nothing is missing."""

    def __init__(self, contact: Frame) -> None:
        self.contact_id = str(contact["contact_id"])
        self.language = str(contact["language"])
        self.follow_up: str | None = contact.get("follow_up")
        """What it is an attempt to do, where nobody is there to talk to."""
        self.top = 0
        self.known = 0
        self.first_text = self.last_text = ""
        self.said = 0
        """How many messages counsellors wrote, this one and those before."""
        self.ended, self.lost = asyncio.Event(), asyncio.Event()
        self.citizen_wrote, self.changed = asyncio.Event(), asyncio.Event()
        self.follow(contact)

    def follow(self, contact: Frame) -> None:
        """The desk told how the contact stands now."""
        self.known = max(self.known, int(contact.get("last_seq", 0)))
        if contact.get("state") == "wrap_up":
            self.ended.set()
        self.changed.set()

    def lose(self) -> None:
        """It is somebody else's, or closed."""
        self.lost.set()
        self.ended.set()
        self.changed.set()

    def read(self, message: Frame) -> None:
        """A message of it was read, over the socket or over HTTP."""
        seq = int(message["seq"])
        self.known = max(self.known, seq)
        self.changed.set()
        if seq != self.top + 1:
            return
        self.top = seq
        if message["author"] == "citizen":
            self.last_text = str(message["text"])
            self.first_text = self.first_text or self.last_text
            self.citizen_wrote.set()
        elif message["author"] == "counsellor":
            self.said += 1

    @property
    def behind(self) -> bool:
        """Whether there is text to fetch over HTTP."""
        return self.known > self.top

    async def everything_back(self, unsent: Callable[[], int]) -> None:
        """Wait until nothing is unsent, or the talk has ended."""
        while unsent() and not self.ended.is_set():
            self.changed.clear()
            await self.changed.wait()

    async def hears_or_ends(self, within: float) -> bool:
        """Whether the citizen wrote; false when it ended or the citizen stayed silent too long."""
        wrote = asyncio.ensure_future(self.citizen_wrote.wait())
        ended = asyncio.ensure_future(self.ended.wait())
        await asyncio.wait({wrote, ended}, timeout=within, return_when=asyncio.FIRST_COMPLETED)
        heard = wrote.done() and not ended.done()
        wrote.cancel()
        ended.cancel()
        self.citizen_wrote.clear()
        return heard
