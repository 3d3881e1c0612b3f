"""Places in the line: kept, not overtaken, one outcome, no idle seat beside who waits (I6, I7, I13)."""

from collections.abc import Iterator
from itertools import pairwise

from app.simulation.desk_view import DeskView, left_line_at, waiting_of
from app.simulation.evidence import Breach, CitizenRecord, heard
from app.simulation.ledger import Ledger
from app.simulation.spans import FOREVER, Span, common, overlap, without

IDLE_SEAT = 3.0
OVER = ("wrap_up", "closed", "abandoned")
EVERYBODYS = ("nb", "nn", "en")
"""Anybody may be offered these: a language of the counsellor's is a wish only, while one in Sámi is kept for
whoever answers in it (docs/routing.md), and how long is the desk's own rule, which no client can see."""


def positions_never_grow(view: DeskView) -> Iterator[Breach]:
    """I7 and P3: a ticket never changes, so the position shown only shrinks."""
    for citizen in view.evidence.citizens:
        best: int | None = None
        for entry in heard(citizen.entries, "queue", "snapshot"):
            facts = entry.facts if entry.kind == "queue" else entry.facts["contact"]
            position = facts.get("position")
            if position is None:
                continue
            if best is not None and position > best:
                what = f"the position grew from {best} to {position}"
                yield Breach(entry.at, "I7", citizen.name, what, citizen.contact_id)
            best = min(best, position) if best is not None else position


def nobody_present_is_overtaken(view: DeskView) -> Iterator[Breach]:
    """I7: dispatch offers the older of two present, waiting contacts of one language first.

    Only where no counsellor is out of sight; an older contact that this counsellor was offered before is
    set aside for a minute by rule, and one offered to somebody else just then is not overtaken.
    """
    if not view.evidence.alone:
        return
    waits = {citizen.contact_id: waiting_of(view, citizen) for citizen in view.evidence.citizens}
    citizens = {citizen.contact_id: citizen for citizen in view.evidence.citizens}
    for ledger, offer in view.offers:
        younger = citizens.get(offer.contact_id)
        if younger is None or not offer.pushed or left_line_at(younger) < offer.heard_at:
            continue
        for older in view.evidence.citizens:
            if _overtaken(
                view, ledger, offer.heard_at, older=older, younger=younger, waits=waits[older.contact_id]
            ):
                who = ledger.counsellor.name
                what = f"{younger.name} was offered to {who} before {older.name}, who came earlier"
                yield Breach(offer.heard_at, "I7", older.name, what, older.contact_id)


def _overtaken(
    view: DeskView,
    ledger: Ledger,
    at: float,
    *,
    older: CitizenRecord,
    younger: CitizenRecord,
    waits: list[Span],
) -> bool:
    if older.admitted_at >= younger.asked_at or older.language != younger.language:
        return False
    if any(o.contact_id == older.contact_id and o.heard_at < at for o in ledger.offers.values()):
        return False
    if any(overlap(span, (at, at + 0.001)) for span in view.troubled):
        return False
    grace = view.evidence.grace
    return any(start <= at - grace and end >= at + grace for start, end in waits)


def an_outcome_is_final(view: DeskView) -> Iterator[Breach]:
    """I6 and I12: after `ended` no contact waits or talks again, and it ended in one way."""
    for citizen in view.evidence.citizens:
        outcome: tuple[object, object] | None = None
        for entry in heard(citizen.entries, "ended", "answered", "queue", "snapshot"):
            state = entry.facts["contact"]["state"] if entry.kind == "snapshot" else None
            if entry.kind == "ended":
                reason = (entry.facts.get("by"), entry.facts.get("reason"))
                if outcome is not None and outcome != reason:
                    what = f"ended as {outcome} and again as {reason}"
                    yield Breach(entry.at, "I12", citizen.name, what, citizen.contact_id)
                outcome = reason
            elif outcome is not None and (state not in OVER if state else entry.kind == "answered"):
                what = f"{state or entry.kind} after the contact had ended"
                yield Breach(entry.at, "I6", citizen.name, what, citizen.contact_id)


def no_seat_stays_idle(view: DeskView) -> Iterator[Breach]:
    """I13: no free seat of somebody eligible stays beside a present waiting contact for over 3 s."""
    if not view.evidence.alone:
        return
    free = {ledger.counsellor.counsellor_id: _free(ledger) for ledger in view.ledgers}
    for citizen in view.evidence.citizens:
        waits = [piece for span in waiting_of(view, citizen) for piece in without(span, view.troubled)]
        for ledger in view.ledgers if waits else ():
            if not _may_be_offered(ledger, citizen):
                continue
            beside = common(waits, free[ledger.counsellor.counsellor_id])
            idle = [span for span in beside if span[1] - span[0] > IDLE_SEAT + view.evidence.grace]
            for start, end in idle[:1]:
                what = f"waited {end - start:.1f} s beside a free seat of {ledger.counsellor.name}"
                yield Breach(start + IDLE_SEAT, "I13", citizen.name, what, citizen.contact_id)


def _may_be_offered(ledger: Ledger, citizen: CitizenRecord) -> bool:
    return citizen.language in EVERYBODYS and not any(
        offer.contact_id == citizen.contact_id for offer in ledger.offers.values()
    )


def _free(ledger: Ledger) -> list[Span]:
    """When this counsellor was ready and had room; a wrap-up counts as a seat until it is recorded."""
    present = common(ledger.ready, ledger.live)
    taken = [span for spans in ledger.held.values() for span in spans]
    offered = [(offer.heard_at, offer.ended_at) for offer in ledger.offers.values()]
    edges = sorted({at for span in (*taken, *offered, *present) for at in span if at != FOREVER})
    free: list[Span] = []
    for start, end in pairwise(edges):
        middle = (start + end) / 2
        held = sum(a <= middle < b for a, b in (*taken, *offered))
        if held < ledger.capacity(middle) and any(a <= middle < b for a, b in present):
            if free and free[-1][1] == start:
                free[-1] = (free[-1][0], end)
            else:
                free.append((start, end))
    return free


def conversations_stay_private(view: DeskView) -> Iterator[Breach]:
    """I18: a `message`, `note`, `typing` or `seen` reaches only a counsellor who owns the contact."""
    for ledger in view.ledgers:
        for entry in heard(ledger.counsellor.entries, "message", "note", "typing", "seen"):
            contact_id = str(entry.facts["contact_id"])
            owned = ledger.held.get(contact_id, [])
            if not any(start <= entry.at <= end + view.evidence.grace for start, end in owned):
                what = f"a {entry.kind} of a contact that is not this counsellor's"
                yield Breach(entry.at, "I18", ledger.counsellor.name, what, contact_id)


PLACE_CHECKS = (
    positions_never_grow,
    nobody_present_is_overtaken,
    an_outcome_is_final,
    no_seat_stays_idle,
    conversations_stay_private,
)
