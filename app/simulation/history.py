"""What one simulated person sent and heard, kept small enough for a long run.

A history is a list of entries in the order things happened, each with a monotonic instant in seconds.
Heartbeats and lists of the whole line are left out and texts are replaced by their digest, so an entry
stays small; a history longer than `LIMIT` entries is cut and says so, and the checker reports it.
"""

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

LIMIT = 50_000
SILENT = frozenset({"heartbeat"})
LEFT_OUT = frozenset({"type", "waiting", "queue", "limits", "expected_wait", "token"})


class Way(StrEnum):
    """Whether a person sent, heard or only noted something about the own socket."""

    SENT = "sent"
    HEARD = "heard"
    NOTED = "noted"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened to one person: when, on which of the person's sockets, and what."""

    at: float
    way: Way
    socket: int
    kind: str
    facts: Mapping[str, Any]


class History:
    """The entries of one person, in order."""

    def __init__(self, limit: int = LIMIT) -> None:
        self._limit = limit
        self.entries: list[Entry] = []
        self.cut = False

    def add(self, at: float, way: Way, socket: int, frame: Mapping[str, Any]) -> None:
        """Keep a frame, or a note of the form `{"type": "closed", "code": 1006}`."""
        kind = str(frame.get("type"))
        if kind in SILENT:
            return
        if len(self.entries) >= self._limit:
            self.cut = True
            return
        self.entries.append(Entry(at, way, socket, kind, condensed(frame)))

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)


def condensed(frame: Mapping[str, Any]) -> dict[str, Any]:
    """The frame without what nobody checks, its texts as digests."""
    return {key: _small(key, value) for key, value in frame.items() if key not in LEFT_OUT}


def digest(text: str) -> str:
    """A text's fingerprint: NFC first, because that is the form the desk stores."""
    normal = unicodedata.normalize("NFC", text)
    return hashlib.blake2s(normal.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _small(key: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return condensed(value)
    if isinstance(value, list):
        return [_small(key, one) for one in value]
    if key in ("text", "first_line", "why") and isinstance(value, str):
        return digest(value)
    return value
