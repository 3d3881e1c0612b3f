"""Tables as spreadsheets read them: UTF-8 with a byte order mark, semicolons, null as an empty cell."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from fastapi import Query, Request

from app.domain.formulas import kept_as_text

CSV = "text/csv"
JSON = "application/json"
FILES = {
    "json": JSON,
    "csv": CSV,
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
Format = Annotated[
    Literal["json", "csv", "xlsx"] | None, Query(description="The same as `Accept`, in an address to share")
]
BYTE_ORDER_MARK = "\ufeff"


def wanted(request: Request, asked: str | None) -> str:
    """`json`, `csv` or `xlsx`: what the address names, else the first of these that is accepted."""
    accepted = request.headers.get("accept", "")
    return asked or next((name for name in ("csv", "xlsx") if FILES[name] in accepted), "json")


def csv_text(names: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
    """Lines of cells with semicolons between, the names first."""
    return csv_head(names) + csv_lines(names, rows)


def csv_head(names: Sequence[str]) -> str:
    """The line with the names."""
    return ";".join(names) + "\r\n"


def csv_lines(names: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
    """A line for each row."""
    return "".join(";".join(_cell(row[name]) for name in names) + "\r\n" for row in rows)


def _cell(value: object) -> str:
    """A cell; one that a spreadsheet would take for a formula is kept as text."""
    text = "" if value is None else str(value)
    text = kept_as_text(text) if isinstance(value, str) else text
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in ';"\r\n') else text
