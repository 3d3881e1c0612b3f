"""The messages one person saw, and what that person wrote, drawn out of the history."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.simulation.evidence import CitizenRecord, CounsellorRecord, Evidence
from app.simulation.history import Entry, Way

Person = CitizenRecord | CounsellorRecord


@dataclass(frozen=True, slots=True)
class Seen:
    """One message in one person's eyes."""

    contact_id: str
    seq: int
    cid: str
    author: str
    digest: str
    masked: bool
    at: float
    socket: int
    over_http: bool


@dataclass(frozen=True, slots=True)
class Written:
    """One message a person meant to send: its first sending."""

    contact_id: str
    cid: str
    digest: str
    at: float


def people(evidence: Evidence) -> list[Person]:
    """Everybody of the run, citizens first."""
    return [*evidence.citizens, *evidence.counsellors]


def side(person: Person) -> str:
    """The author that this person's own messages carry."""
    return "citizen" if isinstance(person, CitizenRecord) else "counsellor"


def seen_messages(person: Person) -> Iterator[Seen]:
    """Every message this person was shown, over a socket or over HTTP, in order."""
    for entry in person.entries:
        if entry.way is not Way.HEARD:
            continue
        if entry.kind == "message":
            yield _seen(person, entry, entry.facts, over_http=False)
        elif entry.kind == "page":
            for one in entry.facts["messages"]:
                yield _seen(person, entry, {**one, "contact_id": entry.facts["contact_id"]}, over_http=True)


def written_messages(person: Person) -> dict[str, Written]:
    """What this person sent, by cid; resending changes nothing."""
    found: dict[str, Written] = {}
    for entry in person.entries:
        if entry.way is Way.SENT and entry.kind == "message":
            one = Written(contact_of(person, entry.facts), entry.facts["cid"], entry.facts["text"], entry.at)
            found.setdefault(one.cid, one)
    return found


def contact_of(person: Person, facts: Mapping[str, Any]) -> str:
    """The contact a frame is about: a citizen's frames do not name it."""
    if isinstance(person, CitizenRecord):
        return person.contact_id
    return str(facts.get("contact_id"))


def _seen(person: Person, entry: Entry, facts: Mapping[str, Any], *, over_http: bool) -> Seen:
    return Seen(
        contact_id=contact_of(person, facts),
        seq=int(facts["seq"]),
        cid=str(facts["cid"]),
        author=str(facts["author"]),
        digest=str(facts["text"]),
        masked=bool(facts.get("masked")),
        at=entry.at,
        socket=entry.socket,
        over_http=over_http,
    )
