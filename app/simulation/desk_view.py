"""All ledgers of a run side by side, and what the citizens add to them: who waited, when, and until when."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.simulation.evidence import CitizenRecord, Evidence, heard, noted, sent
from app.simulation.history import Entry
from app.simulation.ledger import Gain, Ledger, OfferSeen
from app.simulation.spans import FOREVER, Span, common, without
from app.simulation.views import people

HANDOVERS = ("returned", "transferred")
AFTERMATH = (-3.0, 6.0)


@dataclass(frozen=True, slots=True)
class DeskView:
    """The run as the checker of offers and places sees it.

    `offers`: every offer with the ledger it stands in, in the order they were heard; `offers_of` and
    `gains_of` are keyed by contact; `troubled` are the stretches that prove nothing about free seats.
    """

    evidence: Evidence
    ledgers: Sequence[Ledger]
    offers: Sequence[tuple[Ledger, OfferSeen]]
    offers_of: Mapping[str, Sequence[tuple[Ledger, OfferSeen]]]
    gains_of: Mapping[str, Sequence[tuple[Ledger, Gain]]]
    troubled: Sequence[Span]


def desk_view(evidence: Evidence) -> DeskView:
    """Read every counsellor's history once."""
    ledgers = [Ledger(counsellor, evidence.server_offset).read() for counsellor in evidence.counsellors]
    pairs = [(ledger, offer) for ledger in ledgers for offer in ledger.offers.values()]
    offers = sorted(pairs, key=lambda pair: pair[1].heard_at)
    offers_of: dict[str, list[tuple[Ledger, OfferSeen]]] = defaultdict(list)
    for ledger, offer in offers:
        offers_of[offer.contact_id].append((ledger, offer))
    gains_of: dict[str, list[tuple[Ledger, Gain]]] = defaultdict(list)
    for one, gain in sorted(((w, g) for w in ledgers for g in w.gains), key=lambda pair: pair[1].at):
        gains_of[gain.contact_id].append((one, gain))
    return DeskView(evidence, ledgers, offers, offers_of, gains_of, _troubled(evidence))


def presence_of(citizen: CitizenRecord) -> list[Span]:
    """The stretches in which the citizen had a living socket."""
    spans: list[Span] = []
    sockets: set[int] = set()
    since = 0.0
    for entry in citizen.entries:
        if entry.kind == "live" and entry.way == "heard":
            since = since if sockets else entry.at
            sockets.add(entry.socket)
        elif entry.kind == "closed" and entry.way == "noted" and entry.socket in sockets:
            sockets.discard(entry.socket)
            if not sockets:
                spans.append((since, entry.at))
    if sockets and citizen.entries:
        spans.append((since, citizen.entries[-1].at))
    return spans


def left_line_at(citizen: CitizenRecord) -> float:
    """When the first wait ended: answered, gone by the own wish, or told so by the desk."""
    ends = heard(citizen.entries, "answered", "ended") + sent(citizen.entries, "leave")
    owned = [e for e in heard(citizen.entries, "snapshot") if e.facts["contact"].get("counsellor")]
    return min((entry.at for entry in [*ends, *owned]), default=FOREVER)


def waiting_of(view: DeskView, citizen: CitizenRecord) -> list[Span]:
    """The stretches in which the citizen waited for the first time, present and offered to nobody."""
    gains = view.gains_of.get(citizen.contact_id, ())
    until = min([left_line_at(citizen), *(gain.at for _, gain in gains)])
    waiting = common(presence_of(citizen), [(citizen.admitted_at, until)])
    offers = view.offers_of.get(citizen.contact_id, ())
    held = [(offer.heard_at - view.evidence.grace, offer.ended_at) for _, offer in offers]
    return [piece for span in waiting for piece in without(span, held)]


def handed_over(view: DeskView, citizen: CitizenRecord | None, contact_id: str, *, after: float) -> bool:
    """Whether anybody knows of a transfer or a return of the contact from that instant on."""
    since = after - view.evidence.grace
    told = citizen is not None and any(entry.at >= since for entry in _handovers(citizen))
    transfers = (transfer for ledger in view.ledgers for transfer in ledger.transfers)
    return told or any(one == contact_id and at >= since for at, one in transfers)


def answered(citizen: CitizenRecord) -> bool:
    """Whether the citizen was told of a counsellor, by an event or by a snapshot in its place."""
    snapshots = heard(citizen.entries, "snapshot")
    told = any(entry.facts["contact"].get("counsellor") for entry in snapshots)
    return told or bool(heard(citizen.entries, "answered"))


def _handovers(citizen: CitizenRecord) -> list[Entry]:
    snapshots = heard(citizen.entries, "snapshot")
    returned = [entry for entry in snapshots if entry.facts["contact"].get("returned")]
    return [*heard(citizen.entries, *HANDOVERS), *returned]


def _troubled(evidence: Evidence) -> list[Span]:
    before, after = AFTERMATH
    closings = [
        entry
        for person in people(evidence)
        for entry in noted(person.entries, "closed")
        if not entry.facts.get("own")
    ]
    return [*evidence.excused, *((entry.at + before, entry.at + after) for entry in closings)]
