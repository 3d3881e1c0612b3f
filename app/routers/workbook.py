"""A spreadsheet file (xlsx) of plain sheets: numbers as numbers, everything else as text, never a formula.

The format is a ZIP of a few XML files (ECMA-376); nothing is needed to write so little of it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import RawIOBase
from typing import IO, Any
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from app.routers.spreadsheets import FILES

MEDIA_TYPE = FILES["xlsx"]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


MOST_ROWS = 1_048_576
"""What a sheet can hold."""
AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with its name (at most 31 characters) and its rows, the first one being the names."""

    name: str
    rows: Sequence[Sequence[object]]


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """The file's bytes."""
    writer = Writer([sheet.name for sheet in sheets])
    for sheet in sheets:
        writer.sheet()
        writer.write(sheet.rows)
    return writer.closed()


class Writer:
    """Writes such a file bit by bit: what is written already can be taken away and sent."""

    def __init__(self, names: Sequence[str]) -> None:
        """The sheets' names, in order."""
        self._sink = _Sink()
        self._archive = ZipFile(self._sink, "w", ZIP_DEFLATED)
        self._numbers = iter(range(1, len(names) + 1))
        self._sheet: IO[bytes] | None = None
        for path, text in _frame(names):
            self._archive.writestr(path, HEAD + text)

    def sheet(self, names: Sequence[str] = ()) -> None:
        """Begin the next sheet, with the names of its columns."""
        self._end_sheet()
        self._sheet = self._archive.open(f"xl/worksheets/sheet{next(self._numbers)}.xml", "w")
        self._sheet.write(f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>'.encode())
        self.write([names] if names else [])

    def write(self, rows: Sequence[Sequence[object]]) -> None:
        """Rows of the sheet that was begun."""
        assert self._sheet is not None
        for begin in range(0, len(rows), AT_ONCE):
            lines = (f"<row>{''.join(map(_cell, row))}</row>" for row in rows[begin : begin + AT_ONCE])
            self._sheet.write("".join(lines).encode())

    def taken(self) -> bytes:
        """What has been written since it was last asked for."""
        return self._sink.taken()

    def closed(self) -> bytes:
        """The rest of the file."""
        self._end_sheet()
        self._archive.close()
        return self._sink.taken()

    def _end_sheet(self) -> None:
        if self._sheet is not None:
            self._sheet.write(b"</sheetData></worksheet>")
            self._sheet.close()
            self._sheet = None


class _Sink(RawIOBase):
    """Takes what is written to it, and is never read back."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: Any) -> int:
        """Keep it until it is taken."""
        self._waiting += data
        return len(data)

    def taken(self) -> bytes:
        """Everything since the last time."""
        found, self._waiting = bytes(self._waiting), bytearray()
        return found


def _frame(sheets: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Every part of the file but its sheets."""
    numbers = range(1, len(sheets) + 1)
    yield "[Content_Types].xml", _content_types(numbers)
    yield "_rels/.rels", _relations([("rId1", "officeDocument", "xl/workbook.xml")])
    named = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, name in zip(numbers, sheets, strict=True)
    )
    yield (
        "xl/workbook.xml",
        f'<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}"><sheets>{named}</sheets></workbook>',
    )
    targets = [(f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml") for number in numbers]
    yield "xl/_rels/workbook.xml.rels", _relations(targets)


def _content_types(numbers: range) -> str:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{kind}.worksheet+xml"/>'
        for number in numbers
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>{sheets}</Types>'
    )


def _relations(targets: Sequence[tuple[str, str, str]]) -> str:
    parts = "".join(
        f'<Relationship Id="{name}" Type="{DOCUMENT}/{kind}" Target="{target}"/>'
        for name, kind, target in targets
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{parts}</Relationships>'


def _cell(value: object) -> str:
    if value is None:
        return "<c/>"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"<c><v>{value}</v></c>"
    text = escape(ILLEGAL.sub("", str(value)))
    return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
