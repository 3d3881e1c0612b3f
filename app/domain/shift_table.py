"""Shifts as a table for spreadsheets: semicolons, UTF-8 with a byte order mark, Oslo wall time."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from app.domain.formulas import as_it_was, kept_as_text
from app.domain.oslo import DAY_MINUTES, OSLO
from app.domain.people import Person
from app.domain.roster import Shift
from app.domain.shift_file import MOST_SHIFTS, Entry, Fault, FileRead, read_channels_of
from app.domain.weeks import wall

COLUMNS = ("shift_id", "email", "name", "centre", "date", "start", "end", "end_date", "channels", "reason")
NEEDED = ("date", "start", "end")
WHO = ("counsellor_id", "email", "name")

ALSO = {
    "e-mail": "email",
    "e-post": "email",
    "epost": "email",
    "navn": "name",
    "namn": "name",
    "enhet": "centre",
    "eining": "centre",
    "dato": "date",
    "fra": "start",
    "frå": "start",
    "til": "end",
    "slutt": "end",
    "sluttdato": "end_date",
    "kanaler": "channels",
    "kanalar": "channels",
}
"""What people call the columns; files that the desk writes have its own names."""

DATE = re.compile(r"(?:([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})|([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4}))")
TIME = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})(?:[:.]00)?")
BYTE_ORDER_MARK = "\ufeff"


def write_table(shifts: Iterable[tuple[Shift, Person]]) -> str:
    """The table of these shifts; what a spreadsheet would take for a formula is kept as text."""
    out = io.StringIO()
    out.write(BYTE_ORDER_MARK)
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for shift, person in shifts:
        starts, ends = shift.starts_at.astimezone(OSLO), shift.ends_at.astimezone(OSLO)
        same_day = starts.date() == ends.date()
        row = (
            str(shift.shift_id),
            person.email,
            person.name,
            person.centre or "",
            starts.date().isoformat(),
            f"{starts:%H:%M}",
            f"{ends:%H:%M}",
            "" if same_day else ends.date().isoformat(),
            "+".join(sorted(shift.channels)),
            shift.reason or "",
        )
        writer.writerow(kept_as_text(cell) for cell in row)
    return out.getvalue()


def read_table(text: str) -> FileRead:
    """The shifts of a table; each faulty line is named, and nothing is guessed."""
    read = FileRead()
    rows = _rows(read, text)
    header = next(rows, None)
    if header is None:
        if not read.errors:
            read.wrong(1, Fault.BROKEN, "is empty")
        return read
    names = [_column(cell) for cell in header[1]]
    if _lacks(read, names):
        return read
    for line, cells in rows:
        if len(read.entries) + len(read.errors) >= MOST_SHIFTS:
            read.wrong(line, Fault.TOO_MANY, f"is beyond the {MOST_SHIFTS} shifts of one file")
            return read
        _read_row(read, line, dict(zip(names, cells, strict=False)))
    return read


def _rows(read: FileRead, text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not empty, with the line each begins on; a spreadsheet's `sep=;` is no row.

    What cannot be cut into cells ends the table, noted at the line where that row begins.
    """
    first = text.partition("\n")[0].strip()
    announced = re.fullmatch(r"sep=([;,|\t])", first)
    delimiter = announced[1] if announced else next((one for one in ";\t," if one in first), ";")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            begins, line = line, reader.line_num + 1
            if any(cell.strip() for cell in cells) and not (announced and begins == 1):
                yield begins, [_plain(cell) for cell in cells]
    except csv.Error as error:
        read.wrong(line, Fault.BROKEN, f"cannot be read as a row of a table: {error}")


def _plain(cell: str) -> str:
    """A cell as it was meant: without the mark that keeps a spreadsheet from calculating it."""
    return as_it_was(cell.strip())


def _column(cell: str) -> str:
    name = cell.strip().casefold()
    return ALSO.get(name, name)


def _lacks(read: FileRead, names: Sequence[str]) -> bool:
    lacking = [name for name in NEEDED if name not in names]
    if not {"shift_id", *WHO} & set(names):
        lacking.append("email")
    if lacking:
        read.wrong(1, Fault.MISSING_COLUMN, "lacks the column " + ", ".join(lacking))
    return bool(lacking)


def _read_row(read: FileRead, line: int, row: Mapping[str, str]) -> None:
    wrong = len(read.errors)
    day, ends_on = _date(read, line, row["date"]), None
    if row.get("end_date"):
        ends_on = _date(read, line, row["end_date"])
    starts, ends = (_time(read, line, row.get(name, "")) for name in ("start", "end"))
    channels = read_channels_of(re.split(r"[+,/ ]+", row.get("channels", "")))
    if row.get("channels") and channels is None:
        read.wrong(line, Fault.UNKNOWN_CHANNEL, "channels must be chat, phone or chat+phone")
    shift_id = _id(read, line, row.get("shift_id", ""))
    if len(read.errors) > wrong or day is None or starts is None or ends is None:
        return
    starts_at, ends_at = wall(day, starts), wall(ends_on or day, ends)
    if starts_at is None or ends_at is None:
        read.wrong(line, Fault.NO_SUCH_TIME, "has a time that the clock jumps over that night")
    elif ends_at <= starts_at:
        read.wrong(line, Fault.END_BEFORE_START, "ends before it starts; past midnight it needs an end_date")
    else:
        who = tuple(row[name] for name in WHO if row.get(name))[:1]
        centre = row.get("centre") or None
        read.entries.append(Entry(line, starts_at, ends_at, shift_id, who, centre, channels))


def _date(read: FileRead, line: int, cell: str) -> date | None:
    found = DATE.fullmatch(cell)
    try:
        if found:
            year, month, day = found[1] or found[6], found[2] or found[5], found[3] or found[4]
            at = date(int(year), int(month), int(day))
            if 2000 <= at.year <= 2100:
                return at
            read.wrong(line, Fault.FAR_OFF, f"has a date in the year {at.year}")
            return None
    except ValueError:
        pass
    read.wrong(line, Fault.BAD_DATE, f"has no date such as 2027-03-24 but {cell[:20]!r}")
    return None


def _time(read: FileRead, line: int, cell: str) -> int | None:
    found = TIME.fullmatch(cell)
    minute = int(found[1]) * 60 + int(found[2]) if found and int(found[2]) < 60 else None
    if minute is None or minute > DAY_MINUTES:
        read.wrong(line, Fault.BAD_TIME, f"has no time such as 10:00 but {cell[:20]!r}")
        return None
    return minute


def _id(read: FileRead, line: int, cell: str) -> UUID | None:
    try:
        return UUID(cell) if cell else None
    except ValueError:
        read.wrong(line, Fault.BROKEN, "has a shift_id that is none; leave it empty for a new shift")
        return None
