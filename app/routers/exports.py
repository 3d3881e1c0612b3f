"""Files that may be huge: written month by month to whoever reads them, as fast as they read."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from typing import TypeVar

from fastapi.responses import StreamingResponse

from app.domain.load import FIGURES, LoadRow
from app.realtime.timely import in_time
from app.routers import workbook
from app.routers.spreadsheets import BYTE_ORDER_MARK, CSV, csv_head, csv_lines
from app.services.exporting import Export

PART_SECONDS = 60.0
"""A month takes no longer; what does ends the file in the middle, which its reader notices."""
Meaning = Mapping[str, Mapping[str, str]]
Rows = Sequence[LoadRow]
Part = TypeVar("Part")


async def csv_file(export: Export, *, name: str) -> StreamingResponse:
    """A CSV of load rows."""
    return csv_parts(await _begun(export), _lines, names=FIGURES, name=name, count=export.count)


def csv_parts(
    parts: AsyncIterator[Part],
    lines: Callable[[Part], str],
    *,
    names: Sequence[str],
    name: str,
    count: int,
) -> StreamingResponse:
    """A CSV of `count` rows that come in parts, the `lines` of each written in a thread."""

    async def written() -> AsyncIterator[bytes]:
        yield (BYTE_ORDER_MARK + csv_head(names)).encode()
        async for part in parts:
            yield (await asyncio.to_thread(lines, part)).encode()

    return _answer(written(), f"{CSV}; charset=utf-8", name=f"{name}.csv", count=count)


async def xlsx_file(export: Export, meaning: Meaning, *, name: str) -> StreamingResponse:
    """The same as xlsx with a sheet of definitions; each sheet as long as a spreadsheet can hold."""
    parts = await _begun(export)
    full = workbook.MOST_ROWS - 1
    numbers = range(2, -(-export.count // full) + 1)
    file = workbook.Writer([name, *(f"{name} {number}" for number in numbers), "definitions"])

    async def written() -> AsyncIterator[bytes]:
        file.sheet(FIGURES)
        done = 0
        async for rows in parts:
            for piece in _pieces(rows, done, full):
                if done and done % full == 0:
                    file.sheet(FIGURES)
                await asyncio.to_thread(_write, file, piece)
                done += len(piece)
                yield file.taken()
        file.sheet(["figure", "nb", "nn", "en"])
        file.write([[figure, words["nb"], words["nn"], words["en"]] for figure, words in meaning.items()])
        yield file.closed()

    return _answer(written(), workbook.MEDIA_TYPE, name=f"{name}.xlsx", count=export.count)


async def _begun(export: Export) -> AsyncIterator[Rows]:
    """The parts, the first of them read already: what goes wrong so early is still told as an error."""
    rows: Rows = await export.parts[0]() if export.parts else ()

    async def parts() -> AsyncIterator[Rows]:
        yield rows
        for part in export.parts[1:]:
            yield await in_time(part(), seconds=PART_SECONDS)

    return parts()


def _pieces(rows: Rows, done: int, full: int) -> Iterator[Rows]:
    """The rows cut where a sheet is full."""
    while rows:
        room = full - done % full
        yield rows[:room]
        done, rows = done + len(rows[:room]), rows[room:]


def _lines(rows: Rows) -> str:
    return csv_lines(FIGURES, [row.as_json() for row in rows])


def _write(file: workbook.Writer, rows: Rows) -> None:
    shown = (row.as_json() for row in rows)
    file.write([[row[name] for name in FIGURES] for row in shown])


def _answer(body: AsyncIterator[bytes], kind: str, *, name: str, count: int) -> StreamingResponse:
    """`Desk-Rows`: how many rows will come, so that their reader can say how far it is."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Desk-Rows": str(count)}
    return StreamingResponse(body, media_type=kind, headers=headers)
