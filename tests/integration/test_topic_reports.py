"""Topics and a year's tables from the rows themselves: kept days say what the log says, counted by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, text, update

from app.domain.contact import Cause, State
from app.domain.counsellor import CounsellorId
from app.domain.errors import Invalid
from app.models.contact import Contact
from app.models.wrap_up import Topic, WrapUp
from app.services.keeping import Keeping
from app.services.topic_reports import TopicReports
from tests.integration.rows import Rows, rows_at
from tests.integration.test_keeping import keep_all, no_rest

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
TALK = [
    (10, State.ACTIVE, Cause.ACCEPTED),
    (20, State.WRAP_UP, Cause.ENDED_COUNSELLOR),
    (30, State.CLOSED, Cause.WRAPPED_UP),
]
WEEK = {"from": "2026-11-16", "to": "2026-11-24"}
QUESTIONS: list[dict[str, str]] = [
    {},
    {"by": "education_level", "level": "2"},
    {"by": "clock_hour"},
    {"by": "weekday", "centre": "VESTLAND"},
    {"by": "month", "channel": "chat"},
    {"by": "centre", "language": "nn"},
    {"by": "language"},
    {"by": "channel"},
    {"from": "2026-11-22T11:00:00Z", "codes": "today"},
    {"from": "2026-11-20", "compare_from": "2026-11-16"},
]


@dataclass
class Recorded:
    """Contacts with what was recorded of them."""

    rows: Rows
    reports: TopicReports
    ane: CounsellorId

    async def add(self, at: datetime, topics: list[str], *, times: int = 1, **other: Any) -> None:
        """So many contacts that arrived then; `other`: language, and the fields of a wrap-up."""
        language = other.pop("language", "nb")
        for _ in range(times):
            contact_id = await self.rows.contact(at, *TALK, by=self.ane)
            values = {"contact_id": contact_id, "at": at, "disposition": "FULL", "topics": topics, **other}
            where = {"language": language, "answered_centre": "VESTLAND"}
            async with self.rows.transaction() as tx:
                await tx.run(update(Contact).where(Contact.id == contact_id).values(**where))
                await tx.run(insert(WrapUp).values(values))

    async def primary(self, **params: str) -> Counter[str]:
        """What is shown of a week, by topic; hidden ones are not in it."""
        found = await self.reports.topics({**WEEK, **params})
        return Counter({row["topic"]: row["primary"] for row in found.tables.rows if row["primary"]})


@pytest.fixture
async def recorded(database_url: str) -> AsyncIterator[Recorded]:
    async with rows_at(NOON, database_url) as rows:
        ane = await rows.person("Ane", "VESTLAND")
        yield Recorded(rows, TopicReports(rows.transaction, rows.rules), ane)


async def a_week(recorded: Recorded) -> None:
    night = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
    await recorded.add(night, ["UTD.BAC", "UTD.MAS"], times=6, education_level_asked="ASK.BA")
    await recorded.add(NOON - timedelta(days=3), ["JOB.YRK"], times=7, language="nn", sex="K")
    await recorded.add(NOON - timedelta(hours=1), ["JOB.YRK", "UTD.BAC"], times=5, county="46")
    await recorded.add(NOON - timedelta(hours=1), [], times=2)


async def test_topics_are_counted_by_arrival_and_small_cells_hidden(recorded: Recorded) -> None:
    morning = NOON - timedelta(hours=3)
    await recorded.add(morning, ["UTD.BAC", "UTD.MAS"], times=6)
    await recorded.add(morning, ["UTD.VGS"], times=2)
    await recorded.add(morning, ["JOB.YRK"])
    await recorded.add(morning, [])
    found = (await recorded.reports.topics({"from": "2026-11-23", "to": "2026-11-24"})).tables
    rows = {row["topic"]: (row["primary"], row["named"]) for row in found.rows}
    assert (found.contacts, found.not_registered) == (10, 1)
    assert [rows[one] for one in ("UTD", "JOB", "UTD.VGS", "UTD.BAC")] == [(None, None)] * 4
    assert rows["UTD.FHS"] == (0, None), "9 have a topic: with 8 for its family one would name it not"


async def test_kept_days_say_what_the_log_says(recorded: Recorded) -> None:
    await a_week(recorded)
    recorded.rows.clock.set(NOON + timedelta(hours=20))
    before = [await recorded.reports.topics({**WEEK, **asked}) for asked in QUESTIONS]
    keeping = Keeping(recorded.rows.transaction, recorded.rows.rules)
    assert await keep_all(keeping) == 4
    assert [await recorded.reports.topics({**WEEK, **asked}) for asked in QUESTIONS] == before
    assert await recorded.primary() == {"UTD": 6, "UTD.BAC": 6, "JOB": 12, "JOB.YRK": 12}
    assert before[2].tables.values == ["00", "12", "13"], "hours of the Oslo clock"
    assert before[9].compared is not None
    assert (before[9].compared.contacts, before[9].tables.contacts) == (0, 20)
    assert await keeping.check() == []
    async with recorded.rows.transaction() as tx:
        await tx.run(text("UPDATE kept_topics SET contacts = contacts + 1 WHERE topics = 'JOB.YRK'"))
    assert [one.day.day for one in await keeping.check(repair=True)] == [20]
    assert await recorded.primary() == {"UTD": 6, "UTD.BAC": 6, "JOB": 12, "JOB.YRK": 12}


async def test_retired_codes_count_as_their_successors_today(recorded: Recorded) -> None:
    await a_week(recorded)
    async with recorded.rows.transaction() as tx:
        retired = {"active_to": NOON - timedelta(days=1), "successor": "UTD.MAS"}
        await tx.run(update(Topic).where(Topic.code == "UTD.BAC").values(**retired))
    assert (await recorded.primary())["UTD.BAC"] == 6
    today = await recorded.primary(codes="today")
    assert (today["UTD.BAC"], today["UTD.MAS"], today["UTD"]) == (0, 6, 6)


@pytest.mark.parametrize(
    ("params", "field"),
    [
        ({"by": "hour"}, "by"),
        ({"by": "centre,language"}, "by"),
        ({"level": "3"}, "level"),
        ({"codes": "yesterday"}, "codes"),
        ({"language": "de"}, "language"),
        ({"centre": "each"}, "centre"),
        ({"channel": "fax"}, "channel"),
        ({"compare_from": "2026-11-15"}, "compare_from"),
        ({"compare_from": "soon"}, "compare_from"),
        ({"to": "2026-11-16"}, "to"),
    ],
)
async def test_a_question_without_sense_names_its_field(
    recorded: Recorded, params: dict[str, str], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        await recorded.reports.topics({**WEEK, **params})
    assert list(refused.value.details) == [field]


async def test_the_tables_of_a_year_are_counted_by_hand(recorded: Recorded) -> None:
    await recorded.add(datetime(2025, 12, 31, 23, tzinfo=UTC), ["JOB.YRK"], times=6, age_band="U18", sex="K")
    await recorded.add(datetime(2025, 12, 31, 22, 59, tzinfo=UTC), ["JOB.YRK"], sex="K")
    await recorded.add(NOON - timedelta(days=9), ["UTD.BAC"], times=8, age_band="18-19", sex="M", county="46")
    await recorded.add(NOON - timedelta(hours=1), [], times=6, county="99", job_status="PRM")
    recorded.rows.clock.set(NOON + timedelta(hours=20))
    before = await recorded.reports.annual("2026")
    assert await keep_all(Keeping(recorded.rows.transaction, recorded.rows.rules, rest=no_rest)) > 300
    found = await recorded.reports.annual("2026")
    assert found.rows == before.rows
    assert (found.contacts, found.year) == (20, 2026)
    rows = {(row["table"], row["code"]): row for row in found.rows}
    assert list(dict.fromkeys(row["table"] for row in found.rows)) == [
        *("sex", "age_band", "job_status", "education_background", "county", "topic", "earlier_guidance")
    ]
    counted = {place: row["contacts"] for place, row in rows.items() if row["contacts"]}
    assert counted == {
        ("sex", "K"): 6,
        ("sex", "M"): 8,
        ("sex", "IR"): 6,
        ("age_band", "U20"): 14,
        ("age_band", "U18"): 6,
        ("age_band", "18-19"): 8,
        ("age_band", "IR"): 6,
        ("job_status", "PRM"): 6,
        ("job_status", "IR"): 14,
        ("education_background", "BG.IR"): 20,
        ("county", "46"): 8,
        ("county", "99"): 12,
        ("earlier_guidance", "IR"): 20,
        ("topic", "UTD"): 8,
        ("topic", "UTD.BAC"): 8,
        ("topic", "JOB"): 6,
        ("topic", "JOB.YRK"): 6,
        ("topic", "not_registered"): 6,
    }
    assert (rows["sex", "M"]["share"], rows["sex", "M"]["share_registered"]) == (0.4, 0.5714)
    assert (rows["sex", "IR"]["share"], rows["sex", "IR"]["share_registered"]) == (0.3, None)
    assert rows["age_band", "U18"]["parent"] == "U20"
    with pytest.raises(Invalid):
        await recorded.reports.annual("3000")
