"""Tables as spreadsheets read them: UTF-8 with a byte order mark, semicolons, null as an empty cell."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.domain.formulas import kept_as_text

CSV = "text/csv"
BYTE_ORDER_MARK = "\ufeff"


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
