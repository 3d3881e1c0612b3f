"""A counsellor's place at work in numbers, and who she is: parts of what her socket tells (§ 3.2)."""

from uuid import UUID

from app.domain.counsellor import Role
from app.frames.shared import Part


class Me(Part, frozen=True, kw_only=True):
    """The counsellor herself."""

    counsellor_id: UUID
    name: str
    role: Role
    centre: str | None


class PerChannel(Part, frozen=True, kw_only=True):
    """A whole number for each channel."""

    chat: int
    phone: int
