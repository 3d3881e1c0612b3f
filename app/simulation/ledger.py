"""One counsellor's run retold: offers, contacts held, readiness and capacity, as stretches of time."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from app.simulation.evidence import CounsellorRecord
from app.simulation.history import Entry, Way
from app.simulation.spans import FOREVER, Span


@dataclass(frozen=True, slots=True)
class OfferSeen:
    """An offer in the eyes of the one who got it; instants are monotonic seconds."""

    offer_id: str
    contact_id: str
    heard_at: float
    expires_at: float
    pushed: bool
    ended_at: float = FOREVER
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Gain:
    """A contact that became this counsellor's; `explained`: the desk says it came from somebody else."""

    contact_id: str
    at: float
    explained: bool
    taken: bool


@dataclass(slots=True)
class Ledger:
    """What one counsellor's history says; `active` and `held` map a contact to its stretches."""

    counsellor: CounsellorRecord
    server_offset: float
    offers: dict[str, OfferSeen] = field(default_factory=dict)
    accepted: dict[str, float] = field(default_factory=dict)
    gains: list[Gain] = field(default_factory=list)
    active: dict[str, list[Span]] = field(default_factory=dict)
    held: dict[str, list[Span]] = field(default_factory=dict)
    live: list[Span] = field(default_factory=list)
    ready: list[Span] = field(default_factory=list)
    capacities: list[tuple[float, int]] = field(default_factory=list)
    transfers: list[tuple[float, str]] = field(default_factory=list)
    _sent: dict[str, Entry] = field(default_factory=dict)
    _sockets: set[int] = field(default_factory=set)
    _live_since: float | None = None
    _ready_since: float | None = None
    _offerable: bool = True
    _last: float = 0.0

    def capacity(self, at: float) -> int:
        """The number of chats allowed at an instant, as the desk last said it."""
        known = [n for since, n in self.capacities if since <= at]
        return known[-1] if known else (self.capacities[0][1] if self.capacities else 0)

    # --- reading the history, one entry at a time ---

    def read(self) -> "Ledger":
        """Fold the whole history."""
        for entry in self.counsellor.entries:
            self._last = entry.at
            handler = getattr(self, f"_{entry.way}_{entry.kind}", None)
            if entry.way is Way.SENT and "id" in entry.facts:
                self._sent[str(entry.facts["id"])] = entry
            if handler is not None:
                handler(entry)
        self._close_live(self._last)
        return self

    def _heard_snapshot(self, entry: Entry) -> None:
        self._capacity(entry)
        owned = {str(c["contact_id"]): c for c in entry.facts["contacts"]}
        for contact_id in [c for c in self.held if c not in owned]:
            self._release(contact_id, entry.at)
        for contact in owned.values():
            self._contact(entry.at, contact)
        open_now = {str(o["offer_id"]) for o in entry.facts["offers"]}
        for offer_id in self.offers.keys() - open_now:
            self._end_offer(offer_id, entry.at, "gone")
        for facts in entry.facts["offers"]:
            self._offer(entry.at, facts, pushed=False)
        self._duty(entry.facts["presence"])
        self._presence(entry.at, entry.facts["presence"]["state"])

    def _heard_offer(self, entry: Entry) -> None:
        self._offer(entry.at, entry.facts, pushed=True)

    def _heard_offer_ended(self, entry: Entry) -> None:
        self._end_offer(str(entry.facts["offer_id"]), entry.at, str(entry.facts["outcome"]))

    def _heard_contact(self, entry: Entry) -> None:
        self._contact(entry.at, entry.facts)

    def _heard_presence(self, entry: Entry) -> None:
        self._capacity(entry)
        if entry.facts.get("state") is not None:
            self._duty(entry.facts)
            self._presence(entry.at, entry.facts["state"])

    def _heard_live(self, entry: Entry) -> None:
        self._sockets.add(entry.socket)
        if self._live_since is None:
            self._live_since = entry.at

    def _noted_closed(self, entry: Entry) -> None:
        self._sockets.discard(entry.socket)
        if not self._sockets:
            self._close_live(entry.at)

    def _sent_presence(self, entry: Entry) -> None:
        if entry.facts["state"] != "ready":
            self._presence(entry.at, entry.facts["state"])

    def _sent_decline(self, entry: Entry) -> None:
        for offer in self.offers.values():
            if offer.contact_id == entry.facts["contact_id"] and offer.ended_at == FOREVER:
                self._end_offer(offer.offer_id, entry.at, "declined")

    def _sent_transfer(self, entry: Entry) -> None:
        self.transfers.append((entry.at, str(entry.facts["contact_id"])))

    def _heard_ok(self, entry: Entry) -> None:
        command = self._sent.pop(str(entry.facts.get("id")), None)
        if command is None:
            return
        if command.kind == "accept" and command.facts.get("offer_id"):
            self.accepted.setdefault(str(command.facts["offer_id"]), entry.at)
            self._end_offer(str(command.facts["offer_id"]), entry.at, "accepted")
        elif command.kind == "presence":
            self._presence(entry.at, command.facts["state"])
        elif command.kind == "wrap_up":
            self._release(str(command.facts["contact_id"]), entry.at)

    def _heard_error(self, entry: Entry) -> None:
        command = self._sent.pop(str(entry.facts.get("id")), None)
        if command is not None and command.kind == "accept" and entry.facts.get("code") == "gone":
            self._end_offer(str(command.facts.get("offer_id")), entry.at, "gone")

    # --- what those entries mean ---

    def _contact(self, at: float, facts: Mapping[str, Any]) -> None:
        if "owner" not in facts:
            return  # only told to read it again, or that its text is gone
        contact_id, state = str(facts["contact_id"]), facts.get("state")
        mine = facts.get("owner") == self.counsellor.counsellor_id
        if not mine or state not in ("active", "wrap_up"):
            self._release(contact_id, at)
            return
        if state == "active" and not _open(self.active, contact_id):
            explained = bool(facts.get("returned") or facts.get("transferred_from"))
            self.gains.append(Gain(contact_id, at, explained, taken=self._was_taken(contact_id)))
        _start(self.held, contact_id, at)
        (_start if state == "active" else _stop)(self.active, contact_id, at)

    def _was_taken(self, contact_id: str) -> bool:
        return not any(offer.contact_id == contact_id for offer in self.offers.values())

    def _release(self, contact_id: str, at: float) -> None:
        _stop(self.active, contact_id, at)
        _stop(self.held, contact_id, at)

    def _offer(self, at: float, facts: Mapping[str, Any], *, pushed: bool) -> None:
        offer_id, contact_id = str(facts["offer_id"]), str(facts["contact"]["contact_id"])
        if offer_id not in self.offers:
            expires_at = datetime.fromisoformat(facts["expires_at"]).timestamp() - self.server_offset
            self.offers[offer_id] = OfferSeen(offer_id, contact_id, at, expires_at, pushed)

    def _end_offer(self, offer_id: str, at: float, outcome: str) -> None:
        offer = self.offers.get(offer_id)
        if offer is not None and offer.ended_at == FOREVER:
            self.offers[offer_id] = replace(offer, ended_at=at, outcome=outcome)

    def _presence(self, at: float, state: str) -> None:
        ready = state == "ready" and self._offerable
        if ready and self._ready_since is None:
            self._ready_since = at
        elif not ready and self._ready_since is not None:
            self.ready.append((self._ready_since, at))
            self._ready_since = None

    def _duty(self, facts: Mapping[str, Any]) -> None:
        """Near the end of her duty and outside it nobody is eligible, whatever she wishes (design § 4)."""
        outside = "on_shift_until" in facts and facts["on_shift_until"] is None
        self._offerable = not outside and not facts.get("last_offers", False)

    def _capacity(self, entry: Entry) -> None:
        capacity = entry.facts.get("capacity")
        if isinstance(capacity, Mapping) and "chat" in capacity:
            self.capacities.append((entry.at, int(capacity["chat"])))

    def _close_live(self, at: float) -> None:
        self._presence(at, "away")
        if self._live_since is not None:
            self.live.append((self._live_since, at))
            self._live_since = None


def _open(spans: dict[str, list[Span]], contact_id: str) -> bool:
    return bool(spans.get(contact_id)) and spans[contact_id][-1][1] == FOREVER


def _start(spans: dict[str, list[Span]], contact_id: str, at: float) -> None:
    if not _open(spans, contact_id):
        spans.setdefault(contact_id, []).append((at, FOREVER))


def _stop(spans: dict[str, list[Span]], contact_id: str, at: float) -> None:
    if _open(spans, contact_id):
        spans[contact_id][-1] = (spans[contact_id][-1][0], at)
