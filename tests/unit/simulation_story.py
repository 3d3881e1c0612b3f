"""A hand-written run of a desk, to be broken in one place by each test of the checker."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from app.simulation.evidence import CitizenRecord, CounsellorRecord, Evidence, StoredMessage
from app.simulation.history import Entry, History, Way, digest

Frame = dict[str, Any]


def instant(at: float) -> str:
    """An instant of the story as the desk writes it; the story's monotonic zero is 1970."""
    return datetime.fromtimestamp(at, UTC).isoformat()


class Diary:
    """One person's history, written a line at a time."""

    def __init__(self) -> None:
        self.history = History()
        self.socket = 1

    def sent(self, at: float, kind: str, **facts: Any) -> None:
        self.history.add(at, Way.SENT, self.socket, {"type": kind, **facts})

    def heard(self, at: float, kind: str, **facts: Any) -> None:
        self.history.add(at, Way.HEARD, self.socket, {"type": kind, **facts})

    def closed(self, at: float, *, own: bool = True) -> None:
        note = {"type": "closed", "code": 1000 if own else 1006, "own": own}
        self.history.add(at, Way.NOTED, self.socket, note)
        self.socket += 1

    def told(self) -> list[Entry]:
        """The history in the order of its instants, its last socket closed at the end."""
        entries = sorted(self.history.entries, key=lambda entry: entry.at)
        end = max([20.0, *(entry.at for entry in entries)])
        return [*entries, Entry(end, Way.NOTED, self.socket, "closed", {"code": 1000, "own": True})]


class CitizenDiary(Diary):
    """A citizen's history; `contact` is the contact's id too."""

    def __init__(self, contact: str, asked_at: float, language: str = "nb") -> None:
        super().__init__()
        self.contact, self.asked_at, self.language = contact, asked_at, language
        self.stored: list[StoredMessage] | None = []

    def opens(self, at: float, *, state: str = "queued", position: int | None = 1, last_seq: int = 0) -> None:
        self.sent(at, "hello", last_seq=last_seq)
        contact = {"contact_id": self.contact, "state": state, "position": position, "counsellor": None}
        self.heard(at, "snapshot", contact=contact, last_seq=last_seq)
        self.heard(at, "live")

    def message(self, at: float, seq: int, cid: str, author: str, *, text: str = "hei") -> None:
        self.heard(at, "message", seq=seq, cid=cid, author=author, text=text, masked=False)

    def stores(self, *rows: tuple[int, str, str]) -> None:
        self.stored = [StoredMessage(seq, cid, author, digest("hei")) for seq, cid, author in rows]

    def record(self) -> CitizenRecord:
        return CitizenRecord(
            name=f"citizen {self.contact}",
            contact_id=self.contact,
            language=self.language,
            asked_at=self.asked_at,
            admitted_at=self.asked_at + 0.1,
            entries=self.told(),
            stored=None if self.stored is None else tuple(self.stored),
            whole=True,
        )


class CounsellorDiary(Diary):
    """A counsellor's history."""

    def __init__(self, who: str) -> None:
        super().__init__()
        self.who = who
        self._commands = 0

    def opens(
        self, at: float, *, state: str = "ready", capacity: int = 2, contacts: tuple[Frame, ...] = ()
    ) -> None:
        self.sent(at, "hello", last_seqs={})
        room = {"chat": capacity, "phone": 1}
        presence = {"state": state, "channels": ["chat"]}
        self.heard(
            at, "snapshot", capacity=room, presence=presence, contacts=list(contacts), offers=[], queue=[]
        )
        self.heard(at, "live")

    def command(self, at: float, kind: str, *, ok_at: float | None = None, **facts: Any) -> None:
        self._commands += 1
        self.sent(at, kind, id=f"{self.who}{self._commands}", **facts)
        self.heard(at if ok_at is None else ok_at, "ok", id=f"{self.who}{self._commands}")

    def contact(self, contact: str, state: str = "active", *, mine: bool = True, **facts: Any) -> Frame:
        owner = self.who if mine else None
        return {"contact_id": contact, "state": state, "owner": owner, "last_seq": 0, **facts}

    def offered(self, at: float, contact: str, *, offer: str = "", lasts: float = 30.0) -> str:
        offer = offer or f"offer of {contact} to {self.who}"
        self.heard(
            at,
            "offer",
            offer_id=offer,
            contact=self.contact(contact, "offered", mine=False),
            expires_at=instant(at + lasts),
        )
        return offer

    def accepts(self, at: float, contact: str, offer: str) -> None:
        self.command(at, "accept", contact_id=contact, offer_id=offer)
        self.heard(at, "contact", **self.contact(contact))

    def message(self, at: float, contact: str, seq: int, cid: str, *, author: str, text: str = "hei") -> None:
        facts = {"seq": seq, "cid": cid, "author": author, "text": text, "masked": False}
        self.heard(at, "message", contact_id=contact, **facts)

    def wraps_up(self, at: float, contact: str) -> None:
        self.command(at, "end", contact_id=contact)
        self.heard(at, "contact", **self.contact(contact, "wrap_up"))
        self.command(at + 1, "wrap_up", contact_id=contact)
        self.heard(at + 1, "contact", **self.contact(contact, "closed", mine=False))

    def record(self) -> CounsellorRecord:
        return CounsellorRecord(name=self.who, counsellor_id=self.who, entries=self.told(), whole=True)


class Story:
    """Citizens and counsellors of one run."""

    def __init__(self) -> None:
        self.citizens: dict[str, CitizenDiary] = {}
        self.counsellors: dict[str, CounsellorDiary] = {}

    def citizen(self, contact: str, asked_at: float = 0.0, language: str = "nb") -> CitizenDiary:
        return self.citizens.setdefault(contact, CitizenDiary(contact, asked_at, language))

    def counsellor(self, who: str) -> CounsellorDiary:
        return self.counsellors.setdefault(who, CounsellorDiary(who))

    def evidence(self, **changes: Any) -> Evidence:
        evidence = Evidence(
            citizens=[diary.record() for diary in self.citizens.values()],
            counsellors=[diary.record() for diary in self.counsellors.values()],
        )
        return replace(evidence, **changes)


def conversation() -> Story:
    """One citizen asks, one counsellor answers, both write, it ends and is recorded: nothing is wrong."""
    story = Story()
    ask, answer = story.citizen("K"), story.counsellor("V")
    answer.opens(0.0)
    ask.opens(0.2)
    offer = answer.offered(1.0, "K")
    answer.accepts(3.0, "K", offer)
    ask.heard(3.0, "answered", counsellor={"name": "V", "centre": "T"})
    ask.sent(5.0, "message", cid="a", text="hei")
    ask.message(5.1, 1, "a", "citizen")
    answer.message(5.1, "K", 1, "a", author="citizen")
    answer.sent(8.0, "message", contact_id="K", cid="b", text="hei")
    answer.message(8.1, "K", 2, "b", author="counsellor")
    ask.message(8.1, 2, "b", "counsellor")
    answer.wraps_up(12.0, "K")
    ask.heard(12.0, "ended", by="counsellor", reason="done")
    ask.stores((1, "a", "citizen"), (2, "b", "counsellor"))
    return story
