"""The rota of whole weeks: shown against the opening hours, repeated, and copied to another week."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from app.domain.announced import HoursVersion, planned
from app.domain.conflicts import Conflict, Openings, conflicts
from app.domain.counsellor import CounsellorId, Role
from app.domain.errors import Invalid
from app.domain.oslo import day_of, instant
from app.domain.people import Person
from app.domain.roster import Shift, ShiftBody, ShiftId, imagined
from app.domain.rota import Gap, Staffed, gaps, openings, staffed
from app.domain.rules import Rules
from app.domain.series import Series, Skipped, Why, copied, expand, read_series
from app.domain.weeks import DAY, Week
from app.repositories import desk, lists, opening_hours, planning
from app.repositories.transaction import Transaction, Transactions, again_when_busy


@dataclass(frozen=True, slots=True)
class Seen:
    """A shift and what does not fit about it."""

    shift: Shift
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A centre with its people and their shifts; `code` is null for those who belong to none."""

    code: str | None
    names: Mapping[str, str]
    people: tuple[tuple[Person, tuple[Seen, ...]], ...]


@dataclass(frozen=True, slots=True)
class RotaView:
    """Whole weeks, with what is missing in them."""

    first: Week
    last: Week
    units: tuple[Unit, ...]
    gaps: Sequence[Gap]
    staffed: Sequence[Staffed]


@dataclass(frozen=True, slots=True)
class Repeated:
    """What a repetition gives, or would give; `series_id` is null in a preview and where it gives nothing."""

    series_id: UUID | None
    shifts: tuple[Seen, ...]
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copied week adds or would add, with names, and which shifts of it were left out, and why."""

    added: tuple[tuple[Seen, Person], ...]
    skipped: tuple[tuple[Shift, Person, Why], ...]


class Rota:
    """Plans change under the desk's row, one at a time, so that nothing is planned twice."""

    def __init__(self, transaction: Transactions, rules: Callable[[], Rules]) -> None:
        """One for each worker."""
        self._transaction = transaction
        self._rules = rules

    async def view(self, week: Week, weeks: int) -> RotaView:
        """So many weeks from this one on: everybody with their shifts, and what is missing."""
        last = week.later(weeks - 1)
        async with self._transaction() as tx:
            versions = await self._versions(tx, week.monday)
            near = await planning.between(tx, week.starts_at - 2 * DAY, last.ends_at + 2 * DAY)
            people = await planning.people(tx)
            centres = await lists.centres(tx)
        found = conflicts(near, openings(planned(versions), week.monday, last.sunday))
        opened = openings(versions, week.monday, last.sunday)
        shown = [one for one in near if one.starts_at < last.ends_at and one.ends_at > week.starts_at]
        hours = [hour for number in range(weeks) for hour in week.later(number).hours()]
        seen: dict[CounsellorId, list[Seen]] = {}
        for shift in shown:
            seen.setdefault(shift.counsellor_id, []).append(_seen(shift, found))
        return RotaView(
            first=week,
            last=last,
            units=_units(centres, people.values(), seen),
            gaps=gaps(shown, opened, (week.starts_at, last.ends_at)),
            staffed=staffed(shown, hours),
        )

    @again_when_busy
    async def repeat(self, body: object, *, preview: bool, author_id: UUID) -> Repeated:
        """Shifts on some weekdays of every so many weeks; raises `Invalid`, `Unavailable`."""
        async with self._transaction() as tx:
            planning.require(tx)
            series = read_series(body, today=day_of(tx.now))
            if not preview:
                await desk.raise_settings_version(tx)
            person = await _known(tx, series.counsellor_id)
            near = await self._near(tx, series.first, series.last, [series.counsellor_id])
            spans_of = {(one.starts_at, one.ends_at) for one in near}
            bodies, skipped = expand(series, self._rules().hours, lambda *span: span in spans_of)
            series_id = None
            if bodies and not preview:
                series_id, made = await self._store(tx, series, bodies, author_id)
                await self._audit_series(tx, series, (series_id, person, len(made)), author_id)
            else:
                made = imagined(bodies)
            opened = await self._openings(tx, series.first, series.last)
        found = conflicts([*near, *made], opened)
        return Repeated(series_id, tuple(_seen(one, found) for one in made), tuple(skipped))

    async def _store(
        self, tx: Transaction, series: Series, bodies: Sequence[ShiftBody], author_id: UUID
    ) -> tuple[UUID, list[Shift]]:
        series_id = await planning.add_series(
            tx, counsellor_id=series.counsellor_id, body=_document(series), author_id=author_id
        )
        made = await planning.add_all(tx, bodies, series_id=series_id)
        await planning.tell(tx, made, self._rules().policy)
        return series_id, made

    async def _audit_series(
        self, tx: Transaction, series: Series, made: tuple[UUID, Person, int], author_id: UUID
    ) -> None:
        series_id, person, shifts = made
        after = {**_document(series), "name": person.name, "shifts": shifts}
        await desk.audit(
            tx, "shift_series_added", actor_id=author_id, subject=str(series_id), before=None, after=after
        )

    @again_when_busy
    async def end_series(self, series_id: UUID, since: date | None, *, author_id: UUID) -> int:
        """Take away what has not begun of a repetition, from a date (today) on; raises `NotFound`."""
        async with self._transaction() as tx:
            planning.require(tx)
            await desk.raise_settings_version(tx)
            body = await planning.series_body(tx, series_id)
            day = since or day_of(tx.now)
            gone = await planning.remove_of_series(tx, series_id, max(instant(day, 0), tx.now))
            await planning.tell(tx, gone, self._rules().policy)
            before = {**body, "shifts": len(gone), "from": day.isoformat()}
            await desk.audit(
                tx,
                "shift_series_removed",
                actor_id=author_id,
                subject=str(series_id),
                before=before,
                after=None,
            )
        return len(gone)

    @again_when_busy
    async def copy(
        self, from_week: Week, to_week: Week, *, centre: str | None, preview: bool, author_id: UUID
    ) -> Copied:
        """The planned shifts of a week again in another, by the wall clock; raises `Invalid`."""
        days = (to_week.monday - from_week.monday).days
        async with self._transaction() as tx:
            if not preview:
                await desk.raise_settings_version(tx)
            people = await planning.people(tx)
            if centre is not None and centre not in {one["code"] for one in await lists.centres(tx)}:
                raise Invalid({"centre": "unknown"})
            ours = [one.counsellor_id for one in people.values() if centre in (None, one.centre)]
            there = await planning.between(tx, from_week.starts_at, from_week.ends_at, of=ours)
            near = await self._near(tx, to_week.monday, to_week.sunday, ours)
            shut = {one.counsellor_id for one in people.values() if one.disabled}
            whose = [one for one in there if _begins_in(one, from_week)]
            bodies, skipped = copied(whose, days, near, shut=shut)
            made = imagined(bodies) if preview else await planning.add_all(tx, bodies)
            if made and not preview:
                await planning.tell(tx, made, self._rules().policy)
                after = {"from_week": from_week.name, "centre": centre, "shifts": len(made)}
                await desk.audit(tx, "week_copied", actor_id=author_id, subject=to_week.name, after=after)
            opened = await self._openings(tx, to_week.monday, to_week.sunday)
        found = conflicts([*near, *made], opened)
        added = tuple((_seen(one, found), people[one.counsellor_id]) for one in made)
        return Copied(added, tuple((one, people[one.counsellor_id], why) for one, why in skipped))

    async def _near(
        self, tx: Transaction, first: date, last: date, of: Sequence[CounsellorId]
    ) -> list[Shift]:
        """What these people have around these dates, two days more on either side."""
        return await planning.between(tx, instant(first - 2 * DAY, 0), instant(last + 3 * DAY, 0), of=of)

    async def _openings(self, tx: Transaction, first: date, last: date) -> Openings:
        return openings(planned(await self._versions(tx, first)), first, last)

    async def _versions(self, tx: Transaction, first: date) -> list[HoursVersion]:
        """Up to now the rules of the time, with what was ordered by hand then; from now on today's."""
        since = instant(first - 2 * DAY, 0)
        past = await opening_hours.versions(tx, (since, tx.now)) if since < tx.now else []
        return [*past, HoursVersion(tx.now, self._rules().hours)]


async def _known(tx: Transaction, counsellor_id: CounsellorId) -> Person:
    person = (await planning.people(tx)).get(counsellor_id)
    if person is None:
        raise Invalid({"counsellor_id": "is no counsellor"})
    if person.disabled:
        raise Invalid({"counsellor_id": "has an account that is shut"})
    return person


def _begins_in(shift: Shift, week: Week) -> bool:
    """A shift belongs to the week it begins in; work outside the plan is not repeated."""
    return shift.reason is None and week.starts_at <= shift.starts_at < week.ends_at


def _seen(shift: Shift, found: Mapping[ShiftId, Sequence[Conflict]]) -> Seen:
    return Seen(shift, tuple(found.get(shift.shift_id, ())))


def _units(
    centres: Sequence[Mapping[str, Any]], people: Iterable[Person], seen: Mapping[CounsellorId, list[Seen]]
) -> tuple[Unit, ...]:
    """Every centre with its counsellors, and whoever else has a shift; those without a centre last."""
    shown = [
        person
        for person in people
        if person.counsellor_id in seen or (person.role is Role.COUNSELLOR and not person.disabled)
    ]
    names: dict[str | None, Mapping[str, str]] = {one["code"]: one["names"] for one in centres}
    units = [*names, *([None] if any(one.centre is None for one in shown) else [])]
    return tuple(
        Unit(
            code,
            names.get(code, {}),
            tuple((one, tuple(seen.get(one.counsellor_id, ()))) for one in shown if one.centre == code),
        )
        for code in units
    )


def _document(series: Series) -> dict[str, object]:
    """A repetition as it is kept and audited."""
    times = {
        name: f"{at // 60:02}:{at % 60:02}" for name, at in (("starts", series.starts), ("ends", series.ends))
    }
    return {
        **asdict(series),
        **times,
        "counsellor_id": str(series.counsellor_id),
        "weekdays": sorted(series.weekdays),
        "first": series.first.isoformat(),
        "last": series.last.isoformat(),
        "channels": list(series.channels),
    }
