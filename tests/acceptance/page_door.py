"""The page tests' desk with its door in hand: it closes, opens again, and leaves nothing behind."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Page, expect

from tests.fixtures.raw_client import RawDesk, StaffMember
from tests.fixtures.running_desk import RunningDesk
from tests.fixtures.scene import IN_LINE, Worker

OSLO = ZoneInfo("Europe/Oslo")
REASON = {"nb": "Kurs for alle", "nn": "Kurs for alle saman", "en": "Training for everybody"}
GLANCE, GLANCES = 300, 30
"""Milliseconds between two looks at the tab, and how many."""
LEFT = "SELECT id FROM follow_up WHERE ended_at IS NULL"
WEEKDAYS = {
    "nb": ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
    "nn": ("måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag", "sundag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
NORWEGIAN = "januar februar mars april mai juni juli august september oktober november desember"
ENGLISH = "January February March April May June July August September October November December"


class Door:
    """A coordinator's hand on the door, and a counsellor's who answers what was left."""

    def __init__(self, running: RunningDesk) -> None:
        self.running = running
        self.desk = RawDesk(running.url)
        self.coordinator = StaffMember(self.desk, "koordinator@desk.example")
        now: datetime = running.execute("SELECT now()")[0][0]
        self.today = now.astimezone(OSLO).date()
        self.opens = datetime.combine(self.today + timedelta(days=4), time(10), OSLO)

    async def close(self) -> None:
        """Close by hand until ten o'clock four days ahead."""
        until = self.opens.astimezone(ZoneInfo("UTC")).strftime("%Y-%m-%dT%H:%M:%S.000Z")
        await self._order("close", {"channel": None, "reason": REASON, "until": until})

    async def open(self) -> None:
        """Open again, by the ordinary rules."""
        await self._order("reopen", {"channel": None, "reason": REASON, "until": None})

    async def _order(self, verb: str, body: dict[str, Any]) -> None:
        answer = await self.coordinator.change("POST", f"/api/desk/{verb}", body)
        assert answer.is_success, answer.text

    async def decide(self, **figures: int | None) -> None:
        """Change figures of the desk; null goes back to the default."""
        answer = await self.coordinator.change("PUT", "/api/policy", figures)
        assert answer.is_success, answer.text

    async def visits(self) -> int:
        """How many visits to the closed chat were counted so far today."""
        span = f"from={self.today}&to={self.today + timedelta(days=2)}"
        rows = (await self.coordinator.read(f"/api/statistics/unmet?{span}&channel=chat")).json()["rows"]
        return sum(row["visits"] for row in rows)

    def opening(self, language: str) -> str:
        """«tysdag 30. mars kl. 10», from names of the test's own."""
        weekday = WEEKDAYS[language][self.opens.weekday()]
        month = (ENGLISH if language == "en" else NORWEGIAN).split()[self.opens.month - 1]
        if language == "en":
            return f"{weekday} {self.opens.day} {month} at 10:00"
        return f"{weekday} {self.opens.day}. {month} kl. 10"

    async def answer(self, text: str) -> None:
        """A counsellor takes the question that was left, answers it and is done with it."""
        member = StaffMember(self.desk, "veileder5@desk.example")
        assert (await member.sign_in()).is_success
        worker = Worker(member)
        await worker.come()
        await worker.be("ready")
        contact_id = (await worker.offered())["contact"]["contact_id"]
        await worker.socket.ok("accept", contact_id=contact_id)
        await worker.say(contact_id, text)
        await worker.socket.ok("presence", state="off")
        await worker.socket.ok("end", contact_id=contact_id)
        wrapped = {"disposition": "IR", "topics": [], "follow_up": "done"}
        await worker.socket.ok("wrap_up", contact_id=contact_id, **wrapped)
        await member.close()


@pytest.fixture
async def door(page_desk: RunningDesk) -> AsyncIterator[Door]:
    """The door of the page tests' desk; open again at the end, with nobody in line and nothing unanswered."""
    door = Door(page_desk)
    assert (await door.coordinator.sign_in()).is_success
    yield door
    await door.open()
    await door.coordinator.close()
    await door.desk.close()
    assert page_desk.execute(IN_LINE) == []
    assert page_desk.execute(LEFT) == [], "a counsellor of the next test would be offered it"


async def looked_at(page: Page, view: str) -> None:
    """Somebody comes back to the tab, and again, until the page has turned to this view by itself."""
    turned = page.locator(f".widget[data-view={view}]")
    for _ in range(GLANCES):
        await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        with suppress(AssertionError):
            await expect(turned).to_be_visible(timeout=GLANCE)
            break
    await expect(turned).to_be_visible()


async def erase(page: Page) -> None:
    """From the receipt: look at what the desk holds, and erase it there."""
    await page.get_by_role("button", name="Se om du har fått svar").click()
    await page.get_by_role("button", name="Slett hos oss").click()
    await page.get_by_role("dialog").get_by_role("button", name="Ja, slett").click()
    await expect(page.get_by_role("heading", name="Alt er slettet hos oss")).to_be_focused()
