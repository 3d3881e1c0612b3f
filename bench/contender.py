"""What a server must offer to be measured, and what a person needs to join one of its conversations.

A contender runs **two server processes**; the two people of a conversation are always on different ones.
A message that one of them sends must be stored (contenders without stores aside), numbered, and sent as a
frame to **both**: to its sender as the receipt, to the other as the message. The wires that the client
speaks are in `bench/wires.py`; a contender takes one of them:

`plain`: a websocket at `…?conversation=ID&side=citizen|counsellor`. In: `{"type": "message", "cid", "text"}`.
Out: `{"type": "message", "seq", "cid", "author", "text", "at"}`. Nothing else is sent; open means joined.

`socketio`: engine.io 4 over a websocket (`/socket.io/?EIO=4&transport=websocket`). The client connects with
`40{"conversation": ID, "side": SIDE}` (the handshake's `auth`), sends `42["message", {"cid", "text"}]` and
hears `42["message", {"seq", "cid", "author", "text", "at"}]`; it answers the server's pings.

`desk`: our own public protocol.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from urllib.parse import urlencode

CITIZEN, COUNSELLOR = "citizen", "counsellor"
SCHEMA = """
CREATE TABLE IF NOT EXISTS conversation (id text PRIMARY KEY, last_seq bigint NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS message (
    conversation text NOT NULL REFERENCES conversation (id),
    seq bigint NOT NULL,
    cid uuid NOT NULL,
    author text NOT NULL,
    text text NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (conversation, seq),
    UNIQUE (conversation, author, cid)
);
"""
"""What contenders other than our own store; `last_seq + 1`, under the row's lock, numbers a message."""


@dataclass(frozen=True, slots=True)
class Stores:
    """Servers of one contender alone, with production settings and fsync on.

    `database_url` is `postgresql://postgres@/postgres?host=FOLDER` (a unix socket in FOLDER, no password);
    `valkey_url` is `unix:///PATH`. The contender makes its own tables, `SCHEMA` where it has no others.
    """

    database_url: str
    valkey_url: str
    postgres_socket_folder: str
    valkey_socket: str
    postgres_pid: int
    valkey_pid: int


@dataclass(frozen=True, slots=True)
class Seat:
    """One person's place in a conversation: where to connect and what to say there."""

    url: str
    conversation: str
    side: str
    hello: Mapping[str, str] = field(default_factory=dict)
    origin: str = ""


Pair = tuple[Seat, Seat]
"""A citizen and her counsellor, on different server processes."""


class Contender(Protocol):
    """A server in two processes. `start` returns when both answer; `stop` leaves no process behind."""

    name: str
    """One word: for `--only` and the table."""
    title: str
    """One line that says what it is."""
    wire: str
    """`plain`, `socketio` or `desk`."""
    needs_stores: bool
    """Whether it is given a PostgreSQL and a Valkey."""

    def prepare(self) -> None:
        """Install what it needs, into git-ignored folders; quick where that is done already."""
        ...

    def start(self, stores: Stores | None, folder: Path) -> None:
        """Start both processes; logs go into `folder`. The addresses are those on 127.0.0.1, ports free."""
        ...

    def pairs(self, count: int) -> list[Pair]:
        """Make so many new conversations, ready to be joined at once."""
        ...

    def servers(self) -> Sequence[int]:
        """The server processes whose CPU and memory count; their children count with them."""
        ...

    def stop(self) -> None:
        """End both processes."""
        ...


def crosswise(url_a: str, url_b: str, conversations: Sequence[str]) -> list[Pair]:
    """Pairs for the wires that name conversation and side in the address: both processes get both sides."""
    pairs = []
    for number, conversation in enumerate(conversations):
        urls = (url_a, url_b) if number % 2 == 0 else (url_b, url_a)
        seats = [
            Seat(_at(url, conversation, side), conversation, side)
            for url, side in zip(urls, (CITIZEN, COUNSELLOR), strict=True)
        ]
        pairs.append((seats[0], seats[1]))
    return pairs


def _at(url: str, conversation: str, side: str) -> str:
    separator = "&" if "?" in url else "?"
    return f"{url}{separator}{urlencode({'conversation': conversation, 'side': side})}"
