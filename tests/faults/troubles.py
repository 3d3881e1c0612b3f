"""What a fault proxy can do to the bytes of one direction, until it is told something else."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pass:
    """Everything passes."""


@dataclass(frozen=True, slots=True)
class Blackhole:
    """Connections are accepted and nothing passes; what stands before it passes when it is lifted."""


@dataclass(frozen=True, slots=True)
class Reset:
    """Every connection is torn down at its next byte; set for both directions, at once and at its door."""


@dataclass(frozen=True, slots=True)
class Delay:
    """Each piece arrives so much later."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Throttle:
    """No more than so many bytes a second on each connection."""

    bytes_per_second: int


@dataclass(frozen=True, slots=True)
class CutAfter:
    """So many bytes pass, then the connection on which the last of them came is torn down; once."""

    count: int


@dataclass(frozen=True, slots=True)
class DropReply:
    """Whoever sends this marker gets no answer to it, on a connection that stays; once.

    Set for the way to the server, since there the question is seen.
    """

    marker: bytes


@dataclass(frozen=True, slots=True)
class HoldAt:
    """A connection stands still from the piece with this marker on, until it is told something else."""

    marker: bytes


@dataclass(frozen=True, slots=True)
class CutAt:
    """A connection is torn down in front of the piece with this marker, which is lost; once."""

    marker: bytes


Trouble = Pass | Blackhole | Reset | Delay | Throttle | CutAfter | DropReply | HoldAt | CutAt
