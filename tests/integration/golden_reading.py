"""A report of the golden desk as JSON, as CSV and as a workbook, and each as rows that can be compared."""

from __future__ import annotations

import csv
import io
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

from app.routers.workbook import MEDIA_TYPE
from tests.integration.golden_desk import GoldenDesk
from tests.integration.golden_month import MONTH, value

CSV = "text/csv"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TEXTS = {
    *("starts_at", "ends_at", "channel", "centre", "language", "weekday", "clock_hour", "day", "month"),
    *("hour", "week", "value", "topic", "table", "code", "parent", "name_nb", "name_nn", "name_en"),
}
TRUTHS = {"true": True, "false": False, "1": True, "0": False}
Rows = list[dict[str, Any]]


async def read(golden: GoldenDesk, call: str, **more: str) -> Any:
    """What a call says of the month."""
    answer = await golden.http.get(f"/api/statistics/{call}", params={**MONTH, **more})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def read_csv(golden: GoldenDesk, call: str, **more: str) -> Rows:
    """The rows of its CSV, numbers as numbers."""
    answer = await golden.http.get(
        f"/api/statistics/{call}", params={**MONTH, **more}, headers={"Accept": CSV}
    )
    rows = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    return [{name: _typed(name, cell) for name, cell in row.items()} for row in rows]


async def read_xlsx(golden: GoldenDesk, call: str, sheets: int = 1, /, **more: str) -> Rows:
    """The rows of its first sheets, one after the other."""
    answer = await golden.http.get(
        f"/api/statistics/{call}", params={**MONTH, **more}, headers={"Accept": MEDIA_TYPE}
    )
    found: Rows = []
    with ZipFile(io.BytesIO(answer.content)) as archive:
        for number in range(1, sheets + 1):
            sheet = ElementTree.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))
            rows = [["".join(cell.itertext()) for cell in row] for row in sheet.iter(f"{SHEET}row")]
            names, *lines = rows
            found += [
                {name: _typed(name, cell) for name, cell in zip(names, line, strict=True)} for line in lines
            ]
    return found


def _typed(name: str, cell: str) -> Any:
    if name in ("registered", "retired"):
        return TRUTHS[cell.lower()]
    return (cell or None) if name in TEXTS else value(cell or "–")


def shape(rows: Rows) -> Rows:
    """Rows as a file can hold them: an empty text and none are one."""
    return [{name: None if cell == "" else cell for name, cell in row.items()} for row in rows]


def only_figures(row: dict[str, Any]) -> dict[str, Any]:
    """The row without what it is about."""
    return {name: cell for name, cell in row.items() if name not in TEXTS}
