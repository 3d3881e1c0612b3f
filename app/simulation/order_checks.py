"""The order of messages on each single socket (I3; protocol § 3.1 and § 3.2)."""

from collections.abc import Iterator

from app.simulation.evidence import Breach, CitizenRecord, CounsellorRecord, Evidence
from app.simulation.history import Entry, Way
from app.simulation.views import contact_of, people, written_messages


def sockets_show_messages_in_order(evidence: Evidence) -> Iterator[Breach]:
    """I3: each socket gets new seqs rising by one; an older one comes only as the answer to a resent cid."""
    for person in people(evidence):
        own = written_messages(person).keys()
        tops: dict[tuple[int, str], int] = {}
        for entry in person.entries:
            if entry.way is Way.HEARD and entry.kind == "message":
                contact, seq = contact_of(person, entry.facts), int(entry.facts["seq"])
                top = tops.get((entry.socket, contact), seq - 1)
                fault = _fault(seq, top, resent=entry.facts["cid"] in own)
                if fault:
                    yield Breach(entry.at, "I3", person.name, fault, contact)
                tops[entry.socket, contact] = max(top, seq)
            elif isinstance(person, CitizenRecord):
                _follow_citizen(tops, person, entry)
            else:
                _follow_counsellor(tops, person, entry)


def _fault(seq: int, top: int, *, resent: bool) -> str:
    if seq > top + 1:
        return f"seq {seq} came on a socket that had shown up to {top}"
    if seq <= top and not resent:
        return f"seq {seq} came again on a socket that had shown up to {top}"
    return ""


def _follow_citizen(tops: dict[tuple[int, str], int], person: CitizenRecord, entry: Entry) -> None:
    if entry.way is Way.SENT and entry.kind == "hello":
        tops[entry.socket, person.contact_id] = int(entry.facts["last_seq"])


def _follow_counsellor(tops: dict[tuple[int, str], int], person: CounsellorRecord, entry: Entry) -> None:
    """Named contacts go on from where hello said; others from the `last_seq` they were gained with."""
    if entry.way is Way.SENT and entry.kind == "hello":
        for contact, seq in entry.facts["last_seqs"].items():
            tops[entry.socket, contact] = int(seq)
    if entry.way is not Way.HEARD or entry.kind not in ("contact", "snapshot"):
        return
    for contact in [entry.facts] if entry.kind == "contact" else entry.facts["contacts"]:
        key = (entry.socket, str(contact["contact_id"]))
        if contact.get("reload") or contact.get("owner", person.counsellor_id) != person.counsellor_id:
            tops.pop(key, None)
        elif "last_seq" in contact:
            tops.setdefault(key, int(contact["last_seq"]))


ORDER_CHECKS = (sockets_show_messages_in_order,)
