"""How the client speaks to each kind of server: what it says on joining, sends, and understands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import msgspec

from bench.contender import CITIZEN, Seat


class Heard(msgspec.Struct):
    """Whatever comes as JSON; of a message only what is needed to know it again."""

    type: str = ""
    seq: int = 0
    cid: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message that has come to a person, the sender included."""

    cid: str
    seq: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """A message that was not taken."""

    code: str


class Joined:
    """The server has let this person in."""


JOINED = Joined()
Event = Delivery | Refusal | Joined | bytes | None
"""What a frame means; bytes are to be sent back at once, None is nothing to us."""

_heard = msgspec.json.Decoder(Heard)
_event = msgspec.json.Decoder(tuple[str, Heard])


class Wire(Protocol):
    """One person's language; no socket in it."""

    both_hear: bool
    """Whether a message goes to both people, or comes back to its sender only."""

    def opening(self, seat: Seat) -> bytes | None:
        """What to send as soon as the websocket is open; None: joined by that alone."""
        ...

    def message(self, seat: Seat, cid: str, text: str) -> bytes:
        """A message as a frame."""
        ...

    def read(self, seat: Seat, frame: bytes) -> Event:
        """What a frame means."""
        ...


class Plain:
    """Open means joined; a message is one JSON object."""

    both_hear = True

    def opening(self, seat: Seat) -> bytes | None:
        """See `Wire`."""
        return None

    def message(self, seat: Seat, cid: str, text: str) -> bytes:
        """See `Wire`."""
        return b'{"type":"message","cid":"%b","text":"%b"}' % (cid.encode(), text.encode())

    def read(self, seat: Seat, frame: bytes) -> Event:
        """See `Wire`."""
        return _meaning(_heard.decode(frame))


class Echo(Plain):
    """What was sent comes back to its sender as it was; the sender's own count is its number."""

    both_hear = False

    def read(self, seat: Seat, frame: bytes) -> Event:
        """See `Wire`."""
        heard = _heard.decode(frame)
        return Delivery(heard.cid, int(heard.cid[-12:], 16))


class SocketIO:
    """engine.io 4 with socket.io 5 in it, over a websocket from the start."""

    both_hear = True

    def opening(self, seat: Seat) -> bytes | None:
        """The server speaks first."""
        return b""

    def message(self, seat: Seat, cid: str, text: str) -> bytes:
        """See `Wire`."""
        return b'42["message",{"cid":"%b","text":"%b"}]' % (cid.encode(), text.encode())

    def read(self, seat: Seat, frame: bytes) -> Event:
        """See `Wire`."""
        if frame.startswith(b"42"):
            name, heard = _event.decode(frame[2:])
            return Delivery(heard.cid, heard.seq) if name == "message" else None
        if frame == b"2":
            return b"3"
        if frame.startswith(b"0{"):
            return b"40" + msgspec.json.encode({"conversation": seat.conversation, "side": seat.side})
        if frame.startswith(b"44"):
            return Refusal(frame.decode())
        return JOINED if frame.startswith(b"40") else None


class Desk:
    """Our own public protocol: hello, snapshot, live, heartbeats (protocol § 3)."""

    both_hear = True

    def opening(self, seat: Seat) -> bytes | None:
        """See `Wire`."""
        hello: dict[str, Any] = {"type": "hello", "v": 1, "token": seat.hello["token"]}
        if seat.side != CITIZEN:
            hello["last_seqs"] = {seat.conversation: 0}
        return msgspec.json.encode(hello)

    def message(self, seat: Seat, cid: str, text: str) -> bytes:
        """See `Wire`."""
        if seat.side == CITIZEN:
            return b'{"type":"message","cid":"%b","text":"%b"}' % (cid.encode(), text.encode())
        return b'{"type":"message","contact_id":"%b","cid":"%b","text":"%b"}' % (
            seat.conversation.encode(),
            cid.encode(),
            text.encode(),
        )

    def read(self, seat: Seat, frame: bytes) -> Event:
        """See `Wire`."""
        heard = _heard.decode(frame)
        if heard.type == "heartbeat":
            return b'{"type":"heartbeat"}'
        return JOINED if heard.type == "live" else _meaning(heard)


def _meaning(heard: Heard) -> Event:
    if heard.type == "message":
        return Delivery(heard.cid, heard.seq)
    return Refusal(heard.code) if heard.type == "error" else None


WIRES: dict[str, Wire] = {"plain": Plain(), "echo": Echo(), "socketio": SocketIO(), "desk": Desk()}
