"""Messages lost, doubled, out of order, or shown to somebody they do not belong to (P1, P2, I1–I3, I18)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain

from app.simulation.evidence import (
    Breach,
    CitizenRecord,
    CounsellorRecord,
    Evidence,
    StoredMessage,
    heard,
    noted,
)
from app.simulation.history import Way
from app.simulation.views import Person, Seen, Written, people, seen_messages, side, written_messages

TRY_AGAIN = ("too_fast", "busy", "unavailable")
Check = Callable[[Evidence], Iterator[Breach]]


def what_came_back_is_stored(evidence: Evidence) -> Iterator[Breach]:
    """I1: a message that came back to its sender is stored, at that seq, with that text."""
    stores = evidence.stored_by_contact()
    for person in people(evidence):
        mine = written_messages(person)
        for seen in seen_messages(person):
            stored = stores.get(seen.contact_id)
            if stored is None or seen.cid not in mine or seen.author != side(person) or seen.over_http:
                continue
            fault = _receipt_fault(seen, mine[seen.cid], stored)
            if fault:
                yield Breach(seen.at, "I1", person.name, fault, seen.contact_id)


def _receipt_fault(seen: Seen, written: Written, stored: Sequence[StoredMessage]) -> str:
    match = next((s for s in stored if s.cid == seen.cid and s.author == seen.author), None)
    if match is None:
        return f"message {seen.cid} came back as seq {seen.seq} but is not stored"
    if match.seq != seen.seq:
        return f"message {seen.cid} came back as seq {seen.seq} but is stored as {match.seq}"
    if not match.masked and match.digest != written.digest:
        return f"message {seen.cid} is stored with another text than the one sent"
    return ""


def numbers_have_no_gap(evidence: Evidence) -> Iterator[Breach]:
    """I2: seq is 1..n without gaps in what is stored, and a cid stands once per side."""
    for citizen in evidence.citizens:
        if citizen.stored is None:
            continue
        seqs = [message.seq for message in citizen.stored]
        if seqs != list(range(1, len(seqs) + 1)):
            yield Breach(
                _end(citizen), "I2", "the desk", f"stored seqs are {_short(seqs)}", citizen.contact_id
            )
        sides = [(message.author, message.cid) for message in citizen.stored]
        for author, cid in sorted({one for one in sides if sides.count(one) > 1}):
            what = f"cid {cid} of the {author} is stored {sides.count((author, cid))} times"
            yield Breach(_end(citizen), "I2", "the desk", what, citizen.contact_id)


def a_cid_has_one_seq(evidence: Evidence) -> Iterator[Breach]:
    """I2: nobody is shown one cid under two seqs, or two cids under one seq."""
    for person in people(evidence):
        by_cid: dict[tuple[str, str, str], int] = {}
        by_seq: dict[tuple[str, int], tuple[str, str]] = {}
        for seen in seen_messages(person):
            first = by_cid.setdefault((seen.contact_id, seen.author, seen.cid), seen.seq)
            if first != seen.seq:
                what = f"message {seen.cid} was shown as seq {first} and as seq {seen.seq}"
                yield Breach(seen.at, "I2", person.name, what, seen.contact_id)
            held = by_seq.setdefault((seen.contact_id, seen.seq), (seen.author, seen.cid))
            if held != (seen.author, seen.cid):
                what = f"seq {seen.seq} was shown with cid {held[1]} and with cid {seen.cid}"
                yield Breach(seen.at, "I2", person.name, what, seen.contact_id)


def views_equal_the_store(evidence: Evidence) -> Iterator[Breach]:
    """I3: whatever somebody was shown at a seq is what the desk stores there."""
    stores = evidence.stored_by_contact()
    for person in people(evidence):
        own = written_messages(person)
        told: set[tuple[str, int]] = set()
        for seen in seen_messages(person):
            stored = stores.get(seen.contact_id)
            mine = seen.cid in own and seen.author == side(person)
            if stored is None or mine or (seen.contact_id, seen.seq) in told:
                continue  # the own messages are I1's
            match = next((s for s in stored if s.seq == seen.seq), None)
            shown = (seen.cid, seen.author, seen.digest)
            if match is None or (match.cid, match.author, match.digest) != shown:
                told.add((seen.contact_id, seen.seq))
                what = (
                    f"seq {seen.seq} was shown as {seen.cid}, stored is {match.cid if match else 'nothing'}"
                )
                yield Breach(seen.at, "I3", person.name, what, seen.contact_id)


def everybody_saw_everything(evidence: Evidence) -> Iterator[Breach]:
    """I3: who stayed to the end was shown every stored message: the citizen, and the last counsellor."""
    last = last_owners(evidence)
    shown = {person.name: _shown(person) for person in people(evidence)}
    for citizen in evidence.citizens:
        for person in (citizen, last.get(citizen.contact_id)):
            if person is None or not person.whole or not citizen.stored:
                continue
            seqs = shown[person.name].get(citizen.contact_id, set())
            wanted = [m for m in citizen.stored if isinstance(person, CitizenRecord) or m.author != "desk"]
            missing = [m.seq for m in wanted if m.seq not in seqs]
            if missing:
                what = f"stored seq {_short(missing)} of {len(citizen.stored)} never reached this person"
                yield Breach(_end(person), "I3", person.name, what, citizen.contact_id)


def _shown(person: Person) -> dict[str, set[int]]:
    seqs: dict[str, set[int]] = {}
    for seen in seen_messages(person):
        seqs.setdefault(seen.contact_id, set()).add(seen.seq)
    return seqs


def last_owners(evidence: Evidence) -> Mapping[str, CounsellorRecord]:
    """The counsellor who ended each contact: whoever saw it enter `wrap_up` while owning it."""
    found: dict[str, CounsellorRecord] = {}
    for counsellor in evidence.counsellors:
        frames = heard(counsellor.entries, "contact", "snapshot")
        contacts = [one for entry in frames for one in entry.facts.get("contacts", [entry.facts])]
        for contact in contacts:
            if contact.get("state") == "wrap_up" and contact.get("owner") == counsellor.counsellor_id:
                found[str(contact["contact_id"])] = counsellor
    return found


def every_message_came_back_or_was_refused(evidence: Evidence) -> Iterator[Breach]:
    """P2: whoever stayed to the end got every message back, or an error that says why it is not stored."""
    for person in people(evidence):
        if not person.whole:
            continue
        answers = heard(person.entries, "message", "error")
        answered = {str(a.facts.get("cid")) for a in answers if a.facts.get("code") not in TRY_AGAIN}
        for cid, written in written_messages(person).items():
            if cid not in answered and _end(person) - written.at > evidence.grace:
                what = f"message {cid} neither came back nor was refused"
                yield Breach(written.at, "P2", person.name, what, written.contact_id)


def messages_stay_in_their_contact(evidence: Evidence) -> Iterator[Breach]:
    """I18: nobody is shown a message that is stored in another contact."""
    home = {m.cid: contact for contact, stored in evidence.stored_by_contact().items() for m in stored}
    for person in people(evidence):
        for seen in seen_messages(person):
            if home.get(seen.cid, seen.contact_id) != seen.contact_id:
                what = f"message {seen.cid} of contact {home[seen.cid]} was shown in another"
                yield Breach(seen.at, "I18", person.name, what, seen.contact_id)


def a_snapshot_comes_first(evidence: Evidence) -> Iterator[Breach]:
    """Protocol § 3: nothing but an error precedes the first snapshot of a socket."""
    for person in people(evidence):
        begun: set[int] = set()
        for entry in person.entries:
            if entry.way is not Way.HEARD or entry.kind in ("error", "page"):
                continue
            if entry.socket not in begun and entry.kind != "snapshot":
                yield Breach(entry.at, "§ 3", person.name, f"{entry.kind} came before the first snapshot")
            begun.add(entry.socket)


MESSAGE_CHECKS: tuple[Check, ...] = (
    what_came_back_is_stored,
    numbers_have_no_gap,
    a_cid_has_one_seq,
    views_equal_the_store,
    everybody_saw_everything,
    every_message_came_back_or_was_refused,
    messages_stay_in_their_contact,
    a_snapshot_comes_first,
)


def _end(person: Person) -> float:
    closings = noted(person.entries, "closed")
    last = list(chain(person.entries[-1:], closings[-1:]))
    return max((entry.at for entry in last), default=0.0)


def _short(seqs: Sequence[int]) -> str:
    return ", ".join(map(str, seqs[:8])) + (" …" if len(seqs) > 8 else "")
