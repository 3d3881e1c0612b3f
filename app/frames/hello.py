"""The first frame on every socket, within 5 s (protocol § 3)."""

from uuid import UUID

import msgspec

from app.frames.shared import Frame, Seq


class Hello(Frame, frozen=True, kw_only=True, tag="hello"):
    """Who opens the socket, and what is already there: `last_seq` for a citizen, `last_seqs` for staff."""

    v: int
    token: str
    last_seq: int = 0
    last_seqs: dict[UUID, Seq] = msgspec.field(default_factory=dict)
