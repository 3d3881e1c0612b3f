"""An offer: a contact held for one counsellor until a deadline (design § 3)."""

from enum import StrEnum
from typing import NewType
from uuid import UUID

OfferId = NewType("OfferId", UUID)


class OfferKind(StrEnum):
    """An offer from the line, or a colleague's transfer waiting for acceptance."""

    LINE = "line"
    TRANSFER = "transfer"


class Outcome(StrEnum):
    """How an offer ended."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
