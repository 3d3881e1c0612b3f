"""What screens show of contacts, straight from rows into frames: staff's CONTACT and the citizen's own."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from app.domain.contact import Channel, Language, State
from app.domain.follow_up import Kind
from app.domain.policy import Policy
from app.domain.wording import Wording
from app.frames.citizen import CitizenContact, Ended, Seen
from app.frames.counsellor import OfferFrame, WhyWords
from app.frames.shared import Companion, ContactView, Hold, Person, Transferring, instant
from app.repositories import flags, holds, joinings
from app.repositories.arrivals import Delays
from app.repositories.offers import OfferRow
from app.repositories.transaction import Transaction

FIRST_LINE = 120
"""Characters of the first message that staff see in the line."""

POSITION = """
CASE WHEN c.state NOT IN ('queued', 'offered') OR c.ticket < 0 THEN NULL
  WHEN c.answered_at IS NOT NULL THEN 1 ELSE 1 + (
    SELECT count(*) FROM contact b WHERE b.channel = c.channel AND b.state IN ('queued', 'offered')
      AND b.answered_at IS NULL AND b.ticket BETWEEN 0 AND c.ticket - 1) END
"""
"""Follow-ups have tickets below zero: they stand in nobody's way, and have no place of their own."""

VIEW = f"""
SELECT c.id, c.channel, c.language, c.state, c.owner, c.arrived_at, c.since, c.alias, c.county, c.last_seq,
  c.seen_counsellor, c.absent_since, c.version, c.returned, c.transferred_from, {POSITION} AS position,
  CASE WHEN c.ticket < 0 THEN CASE c.channel WHEN 'phone' THEN 'call' ELSE 'message' END END AS follow_up,
  (SELECT left(m.text, {FIRST_LINE}) FROM message m WHERE m.contact_id = c.id AND m.seq = 1
    AND (m.author = 'citizen' OR c.ticket < 0)) AS first_line, {{flagged}} AS flagged,
  {{joined}} AS joined, {{held}} AS held_until, CASE WHEN c.state = 'active' THEN (
    SELECT json_build_object('offer_id', o.id, 'counsellor_id', w.id, 'name', w.name,
      'expires_at', o.expires_at)
    FROM offer o JOIN staff w ON w.id = o.counsellor_id
    WHERE o.contact_id = c.id AND o.outcome IS NULL AND o.kind = 'transfer') END AS transferring
FROM contact c
"""

FLAGGED = "EXISTS (SELECT 1 FROM contact_flag f WHERE f.contact_id = c.id)"
"""From revision 0004 on; before, nothing is."""

JOINED = """CASE WHEN c.state = 'active' THEN (
  SELECT json_agg(json_build_object('counsellor_id', w.id, 'name', w.name, 'centre', w.centre,
    'present', j.joined_at IS NOT NULL) ORDER BY j.asked_at, j.id)
  FROM joining j JOIN staff w ON w.id = j.counsellor_id
  WHERE j.contact_id = c.id AND j.left_at IS NULL) END"""
"""From revision 0004 on; before, nobody has."""

HELD = "(SELECT h.until FROM contact_hold h WHERE h.contact_id = c.id AND h.ended_at IS NULL)"
"""From revision 0005 on; before, nothing is. Whether it still holds, the reader knows by the clock."""

CITIZEN = f"""
SELECT c.id, c.state, c.language, c.alias, c.version, c.code, c.ended_by, c.ended_reason, c.returned,
  c.seen_citizen, c.seen_counsellor, c.last_seq, c.text_gone_at, {POSITION} AS position,
  s.name AS counsellor, COALESCE(centre.name ->> c.language, centre.name ->> 'nb') AS centre
FROM contact c
LEFT JOIN staff s ON s.id = COALESCE(c.owner, CASE WHEN c.state = 'closed' THEN c.answered_by END)
LEFT JOIN centre ON centre.code = s.centre WHERE c.id = :id
"""

POSITIONS = """
WITH line AS (
  SELECT id, channel, answered_at, row_number() OVER (
    PARTITION BY channel, answered_at IS NULL ORDER BY ticket) AS place
  FROM contact WHERE state IN ('queued', 'offered') AND ticket >= 0
)
SELECT id, CASE WHEN answered_at IS NULL THEN place ELSE 1 END AS position
FROM line WHERE id = ANY(CAST(:ids AS uuid[]))
"""


async def contact(tx: Transaction, contact_id: UUID) -> ContactView:
    """One contact as staff see it."""
    return contact_view((await tx.run(_view(tx) + "WHERE c.id = :id", {"id": contact_id})).one(), tx.now)


async def owned(tx: Transaction, counsellor_id: UUID) -> list[ContactView]:
    """The contacts this counsellor owns, oldest first."""
    statement = _view(tx) + "WHERE c.owner = :id ORDER BY c.answered_at, c.id"
    return [contact_view(row, tx.now) for row in await tx.run(statement, {"id": counsellor_id})]


async def joined(tx: Transaction, counsellor_id: UUID) -> list[ContactView]:
    """The conversations of colleagues that she has joined, the first joined first."""
    if not tx.reached(joinings.REVISION):
        return []
    statement = _view(tx) + (
        "JOIN joining mine ON mine.contact_id = c.id WHERE mine.counsellor_id = :id AND mine.left_at IS NULL"
        " AND mine.joined_at IS NOT NULL ORDER BY mine.joined_at, c.id"
    )
    return [contact_view(row, tx.now) for row in await tx.run(statement, {"id": counsellor_id})]


async def offer(tx: Transaction, row: OfferRow, *, words: Wording | None = None) -> OfferFrame:
    """An open offer as the counsellor sees it; `words`: why, where a decision was kept."""
    return OfferFrame(
        offer_id=row.id,
        contact=await contact(tx, row.contact_id),
        expires_at=instant(row.expires_at),
        why=row.why,
        why_words=why_words(words),
    )


def why_words(words: Wording | None) -> WhyWords | None:
    """The words of a decision as a frame holds them."""
    return None if words is None else WhyWords(nb=words.nb, nn=words.nn, en=words.en)


async def offered(tx: Transaction, contact_ids: list[UUID]) -> dict[UUID, ContactView]:
    """These contacts as staff see them, by id."""
    statement = _view(tx) + "WHERE c.id = ANY(CAST(:ids AS uuid[]))"
    return {row.id: contact_view(row, tx.now) for row in await tx.run(statement, {"ids": contact_ids})}


async def line(tx: Transaction, most: int) -> tuple[list[ContactView], int]:
    """The whole line as staff see it, first in line first, at most `most`; and how many more there are."""
    statement = (
        _view(tx)
        + "WHERE c.state IN ('queued', 'offered') ORDER BY c.answered_at IS NULL, c.ticket LIMIT :most"
    )
    rows = (await tx.run(statement, {"most": most})).all()
    if len(rows) < most:
        return [contact_view(row, tx.now) for row in rows], 0
    total = (await tx.run("SELECT count(*) FROM contact WHERE state IN ('queued', 'offered')")).scalar_one()
    return [contact_view(row, tx.now) for row in rows], int(total) - len(rows)


async def centre_name(tx: Transaction, code: str | None, language: str) -> str | None:
    """A centre's name in this language, bokmål where it lacks one."""
    statement = "SELECT COALESCE(name ->> :language, name ->> 'nb') FROM centre WHERE code = :code"
    return (await tx.run(statement, {"code": code, "language": language})).scalar_one_or_none()


async def citizen(
    tx: Transaction, contact_id: UUID, delays: Delays, policy: Policy
) -> tuple[CitizenContact, int, bool]:
    """The contact as its citizen sees it, its `last_seq`, and whether its text is gone."""
    row = (await tx.run(CITIZEN, {"id": contact_id})).one()
    ended = None if row.ended_by is None else Ended(by=row.ended_by, reason=row.ended_reason)
    view = CitizenContact(
        contact_id=row.id,
        state=State(row.state),
        language=Language(row.language),
        position=row.position,
        expected_wait=None if row.position is None else delays.at(row.position, policy),
        counsellor=None if row.counsellor is None else Person(name=row.counsellor, centre=row.centre),
        alias=row.alias,
        version=row.version,
        code=row.code,
        ended=ended,
        returned=row.returned,
        seen=Seen(citizen=row.seen_citizen, counsellor=row.seen_counsellor),
        present=await joinings.present(tx, contact_id, row.language) if row.state == State.ACTIVE else [],
    )
    return view, row.last_seq, row.text_gone_at is not None


async def positions(tx: Transaction, contact_ids: list[UUID]) -> dict[UUID, int]:
    """The places of these contacts in line; those that left it are absent."""
    return {row.id: row.position for row in await tx.run(POSITIONS, {"ids": contact_ids})}


def contact_view(row: Any, now: datetime) -> ContactView:
    """A row of VIEW as CONTACT; a hold whose time is over is none."""
    held = row.held_until is not None and row.held_until > now
    return ContactView(
        contact_id=row.id,
        channel=Channel(row.channel),
        language=Language(row.language),
        state=State(row.state),
        owner=row.owner,
        arrived_at=instant(row.arrived_at),
        since=instant(row.since),
        alias=row.alias,
        county=row.county,
        first_line=row.first_line,
        position=row.position,
        last_seq=row.last_seq,
        seen_seq=row.seen_counsellor,
        citizen_present=row.absent_since is None,
        version=row.version,
        returned=row.returned,
        transferred_from=row.transferred_from,
        follow_up=None if row.follow_up is None else Kind(row.follow_up),
        flagged=row.flagged,
        joined=msgspec.convert(row.joined or [], list[Companion]),
        transferring=None if row.transferring is None else _transferring(row.transferring),
        hold=Hold(until=instant(row.held_until)) if held else None,
    )


def _transferring(found: dict[str, Any]) -> Transferring:
    expires_at = instant(datetime.fromisoformat(found["expires_at"]))
    return msgspec.convert(found | {"expires_at": expires_at}, Transferring)


def _view(tx: Transaction) -> str:
    reached = tx.reached(flags.REVISION)
    return VIEW.format(
        flagged=FLAGGED if reached else "false",
        joined=JOINED if reached else "NULL",
        held=HELD if tx.reached(holds.REVISION) else "CAST(NULL AS timestamptz)",
    )
