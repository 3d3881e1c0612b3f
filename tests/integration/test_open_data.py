"""The public extract over the demo's eight weeks: open to everybody, kept months only, the same each time."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2
import pytest

from app.clock import MovedClock
from app.demo import seeding
from app.domain.errors import Invalid
from app.domain.rules import Rules
from app.repositories.engine import make_engine
from app.repositories.transaction import Transactions
from app.services.keeping import Keeping
from app.services.open_data import OpenData
from tests.fixtures import patience
from tests.fixtures.stores import folder_for_servers
from tests.integration.demo_desk import demo_desk
from tests.integration.test_keeping import NOW, keep_all, no_rest

PATH = "/api/open-data/contacts"


@pytest.fixture(scope="module")
def anybody() -> Iterator[httpx2.Client]:
    with (
        folder_for_servers() as data,
        demo_desk(data, "--no-people") as desk,
        patience.client(desk.url) as client,
    ):
        yield client


async def test_a_month_is_published_once_its_days_are_kept(database_url: str) -> None:
    engine = make_engine(database_url, pool_size=2)
    transaction = Transactions(engine, MovedClock(NOW))
    await seeding.seed(transaction)
    before = await OpenData(transaction, Rules).contacts("2026")
    await keep_all(Keeping(transaction, Rules, rest=no_rest))
    found = await OpenData(transaction, Rules).contacts("2026")
    again = await OpenData(transaction, Rules).contacts("2026")
    with pytest.raises(Invalid):
        await OpenData(transaction, Rules).contacts("2027")
    await engine.dispose()
    assert before.arrivals == []
    assert found == again
    assert {row.month for row in found.arrivals} == {"2026-09", "2026-10"}
    assert all(row.contacts is None or row.contacts == 0 or row.contacts >= 5 for row in found.arrivals)
    assert any(row.contacts for row in found.topics)


def test_it_is_open_to_everybody_and_cacheable(anybody: httpx2.Client) -> None:
    answer = anybody.get(PATH, params={"year": "2026"})
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "public, max-age=3600"
    body = answer.json()
    assert body["licence"]["name"] == "NLOD 2.0"
    assert len(body["snapshot"]) == 32
    same = anybody.get(PATH, params={"year": "2026"}, headers={"If-None-Match": answer.headers["etag"]})
    assert same.status_code == 304


def test_it_comes_as_csv_too(anybody: httpx2.Client) -> None:
    answer = anybody.get(PATH, params={"year": "2026"}, headers={"Accept": "text/csv"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbftable;month;channel;outcome;topic;contacts;snapshot;")


@pytest.mark.parametrize("year", ["", "1700", "3000", "soon"])
def test_a_bad_year_is_refused_in_words(anybody: httpx2.Client, year: str) -> None:
    answer = anybody.get(PATH, params={"year": year})
    assert answer.status_code == 422
    assert "must be a year" in answer.json()["error"]["details"]["year"]
