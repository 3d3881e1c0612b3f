"""Tables as files for spreadsheets: CSV, and xlsx with a sheet of definitions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Response

from app.routers import workbook
from app.routers.spreadsheets import BYTE_ORDER_MARK, CSV, csv_text


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with the names of their columns, under a name of their own."""

    name: str
    names: Sequence[str]
    rows: Sequence[Mapping[str, Any]]


def csv_answer(table: Table, *, name: str) -> Response:
    """UTF-8 with a byte order mark, semicolons, null as an empty cell."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    body = BYTE_ORDER_MARK + csv_text(table.names, table.rows)
    return Response(body, media_type=f"{CSV}; charset=utf-8", headers=headers)


def xlsx_answer(tables: Sequence[Table], meaning: Mapping[str, Mapping[str, str]], *, name: str) -> Response:
    """A sheet for each table, and a last one that says what each figure means."""
    sheets = [
        workbook.Sheet(one.name, [one.names, *([row[column] for column in one.names] for row in one.rows)])
        for one in tables
    ]
    meant = [[figure, words["nb"], words["nn"], words["en"]] for figure, words in meaning.items()]
    sheets.append(workbook.Sheet("definitions", [["figure", "nb", "nn", "en"], *meant]))
    headers = {"Content-Disposition": f'attachment; filename="{name}.xlsx"'}
    return Response(workbook.workbook(sheets), media_type=workbook.MEDIA_TYPE, headers=headers)
