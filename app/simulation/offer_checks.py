"""Offers and owners: one at a time, within capacity, in time, and only to who is there (I4, I5, I8, I14)."""

from collections.abc import Iterator
from itertools import combinations, pairwise

from app.simulation.desk_view import DeskView, handed_over
from app.simulation.evidence import Breach, heard, noted, sent
from app.simulation.history import Way
from app.simulation.ledger import Ledger
from app.simulation.spans import FOREVER, Span, crowded, overlap

LATE = 5.0
SLACK = 1.0
ABSENT_AFTER = 26.0


def an_offer_is_accepted_once(view: DeskView) -> Iterator[Breach]:
    """I4: no offer is accepted by two counsellors."""
    for one, other in combinations(view.ledgers, 2):
        for offer_id in sorted(one.accepted.keys() & other.accepted.keys()):
            who = f"{one.counsellor.name} and {other.counsellor.name}"
            at = max(one.accepted[offer_id], other.accepted[offer_id])
            yield Breach(at, "I4", who, f"offer {offer_id} was accepted by both")


def a_contact_has_one_owner(view: DeskView) -> Iterator[Breach]:
    """I4: a contact goes from one owner to the next only by a transfer or a return."""
    citizens = {citizen.contact_id: citizen for citizen in view.evidence.citizens}
    for contact_id in view.gains_of:
        for (one, first), (other, second) in pairwise(view.gains_of[contact_id]):
            if one is other or second.explained:
                continue
            if not handed_over(view, citizens.get(contact_id), contact_id, after=first.at):
                who = f"{one.counsellor.name} and {other.counsellor.name}"
                what = "both owned the contact, nobody handed it over"
                yield Breach(second.at, "I4", who, what, contact_id)


def a_citizen_is_answered_by_one(view: DeskView) -> Iterator[Breach]:
    """I4: a citizen hears of another counsellor only after `returned`, `transferred` or a snapshot."""
    for citizen in view.evidence.citizens:
        name: str | None = None
        for entry in heard(citizen.entries, "answered", "returned", "transferred", "snapshot"):
            counsellor = (entry.facts.get("counsellor") or {}).get("name")
            if entry.kind == "answered" and name is not None and counsellor != name:
                what = f"answered by {counsellor} while {name} had the conversation"
                yield Breach(entry.at, "I4", citizen.name, what, citizen.contact_id)
            name = counsellor


def a_contact_is_offered_to_one(view: DeskView) -> Iterator[Breach]:
    """I4: a contact in the line is offered to one counsellor at a time."""
    pairs = (pair for offers in view.offers_of.values() for pair in combinations(offers, 2))
    for (one, a), (other, b) in pairs:
        if one is other:
            continue
        both = overlap((a.heard_at, _end(one, a.ended_at)), (b.heard_at, _end(other, b.ended_at)))
        if both > view.evidence.grace:
            who = f"{one.counsellor.name} and {other.counsellor.name}"
            yield Breach(b.heard_at, "I4", who, f"both were offered it for {both:.1f} s", a.contact_id)


def capacity_is_never_passed(view: DeskView) -> Iterator[Breach]:
    """I5: nobody holds more conversations and open offers than the capacity.

    Wrap-ups hold a seat for a while too, but how long is the desk's policy, which no client can see.
    """
    for ledger in view.ledgers:
        seats = _seats(ledger)
        for limit in sorted({capacity for _, capacity in ledger.capacities}):
            for start, end in crowded(seats, limit):
                lasted = _end(ledger, end) - start
                if lasted > view.evidence.grace and ledger.capacity(start) <= limit:
                    what = f"more than {limit} seats were held for {lasted:.1f} s"
                    yield Breach(start, "I5", ledger.counsellor.name, what)


def _seats(ledger: Ledger) -> list[Span]:
    """One stretch per contact and holding: an offer that was accepted goes on as the conversation."""
    spans: list[Span] = []
    contacts = {*ledger.active, *(offer.contact_id for offer in ledger.offers.values())}
    for contact_id in contacts:
        offered = [(o.heard_at, o.ended_at) for o in ledger.offers.values() if o.contact_id == contact_id]
        spans += _merged([*offered, *ledger.active.get(contact_id, [])])
    return spans


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def offers_end_in_time(view: DeskView) -> Iterator[Breach]:
    """I8: an offer ends within its time + 5 s, and is not accepted after that."""
    for ledger, offer in view.offers:
        latest = offer.expires_at + LATE + SLACK
        accepted = ledger.accepted.get(offer.offer_id)
        if accepted is not None and accepted > latest:
            after = accepted - offer.expires_at
            what = f"offer {offer.offer_id} was accepted {after:.1f} s after its deadline"
            yield Breach(accepted, "I8", ledger.counsellor.name, what, offer.contact_id)
        elif offer.ended_at > latest and _was_live(ledger, (latest, min(latest + SLACK, offer.ended_at))):
            what = f"offer {offer.offer_id} still stood {LATE + SLACK:.0f} s after its deadline"
            yield Breach(latest, "I8", ledger.counsellor.name, what, offer.contact_id)


def _was_live(ledger: Ledger, stretch: Span) -> bool:
    """Whether she would have heard of an end then; a snapshot tells of ends that came while she was away."""
    return any(overlap(span, stretch) for span in ledger.live)


def offers_go_to_who_is_there(view: DeskView) -> Iterator[Breach]:
    """I14: no new offer to somebody on a break or off, nor to somebody who has long been absent."""
    lengths = [o.expires_at - o.heard_at for _, o in view.offers if o.pushed]
    for ledger, offer in view.offers:
        at, grace = offer.heard_at, view.evidence.grace
        breaks = [since for since, until in _breaks(ledger) if since + grace < at < until]
        if offer.pushed and breaks:
            what = f"offered {at - breaks[0]:.1f} s after the break was confirmed"
            yield Breach(at, "I14", ledger.counsellor.name, what, offer.contact_id)
        if offer.pushed or not lengths:
            continue
        made_at = offer.expires_at - max(lengths)
        if any(gone + ABSENT_AFTER < made_at < back - SLACK for gone, back in _absences(ledger)):
            what = "offered while this counsellor had been absent for long"
            yield Breach(made_at, "I14", ledger.counsellor.name, what, offer.contact_id)


def _breaks(ledger: Ledger) -> Iterator[Span]:
    """From a confirmed break or off to the next wish to be ready."""
    wishes: dict[str, str] = {}
    since: float | None = None
    for entry in ledger.counsellor.entries:
        if entry.kind == "presence" and entry.way is Way.SENT:
            wishes[str(entry.facts.get("id"))] = entry.facts["state"]
            if entry.facts["state"] == "ready" and since is not None:
                yield since, entry.at
                since = None
        elif entry.kind == "ok" and entry.way is Way.HEARD:
            wish = wishes.pop(str(entry.facts.get("id")), None)
            since = entry.at if wish in ("break", "off") else since
    if since is not None:
        yield since, FOREVER


def _absences(ledger: Ledger) -> Iterator[Span]:
    """From the end of one socket to the next hello: an attempt given up early was presence to the desk."""
    hellos = {entry.socket: entry.at for entry in sent(ledger.counsellor.entries, "hello")}
    closings = [e.at for e in noted(ledger.counsellor.entries, "closed") if e.socket in hellos]
    for gone in closings:
        back = min((at for at in hellos.values() if at >= gone), default=None)
        if back is not None:
            yield gone, back


def _end(ledger: Ledger, ended_at: float) -> float:
    return min(ended_at, ledger.live[-1][1] if ledger.live else 0.0)


OFFER_CHECKS = (
    an_offer_is_accepted_once,
    a_contact_has_one_owner,
    a_citizen_is_answered_by_one,
    a_contact_is_offered_to_one,
    capacity_is_never_passed,
    offers_end_in_time,
    offers_go_to_who_is_there,
)
