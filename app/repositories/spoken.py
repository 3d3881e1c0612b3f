"""A stored message as frames: for the citizen, for the owner, and for the bus."""

from dataclasses import dataclass
from uuid import UUID

from app.frames.bus import Said, raw
from app.frames.citizen import CitizenMessage
from app.frames.counsellor import NoteFrame, StaffMessage
from app.frames.shared import instant
from app.repositories.messages import MessageRow, NoteRow


@dataclass(frozen=True, slots=True)
class Receipt:
    """A stored message; a repeated `cid` is not `new`."""

    row: MessageRow
    new: bool

    @property
    def contact_id(self) -> UUID:
        """Whose message it is."""
        return self.row.contact_id

    @property
    def seq(self) -> int:
        """Its place in the conversation."""
        return self.row.seq

    @property
    def citizen(self) -> CitizenMessage:
        """The frame for the citizen."""
        return for_citizen(self.row)

    @property
    def staff(self) -> StaffMessage:
        """The frame for the owner."""
        return for_staff(self.row)


def said(row: MessageRow, owner: UUID | None) -> Said:
    """The event for everybody who has this conversation open."""
    return Said(
        contact_id=row.contact_id,
        seq=row.seq,
        owner=owner,
        citizen=raw(for_citizen(row)),
        staff=raw(for_staff(row)),
    )


def for_citizen(row: MessageRow) -> CitizenMessage:
    """The frame on the citizen's socket."""
    return CitizenMessage(
        seq=row.seq,
        cid=row.cid,
        author=row.author,
        name=row.name,
        text=row.text,
        at=instant(row.at),
        masked=row.masked,
    )


def for_staff(row: MessageRow) -> StaffMessage:
    """The frame on the owner's socket."""
    return StaffMessage(
        contact_id=row.contact_id,
        seq=row.seq,
        cid=row.cid,
        author=row.author,
        author_id=row.author_id,
        name=row.name,
        text=row.text,
        at=instant(row.at),
        masked=row.masked,
    )


def note_frame(row: NoteRow) -> NoteFrame:
    """A note on the owner's socket."""
    return NoteFrame(
        contact_id=row.contact_id,
        note_id=row.id,
        cid=row.cid,
        author_id=row.author_id,
        name=row.name,
        text=row.text,
        at=instant(row.at),
    )
