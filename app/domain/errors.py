"""What can go wrong at the desk: one class per thing, its docstring the message, its code stable."""

from datetime import datetime


class DeskError(Exception):
    """Something went wrong."""

    code = "unavailable"

    def __init__(self, details: dict[str, str] | None = None, *, retry_after_ms: int | None = None) -> None:
        super().__init__(self.message)
        self.details = details or {}
        self.retry_after_ms = retry_after_ms

    @property
    def message(self) -> str:
        """The sentence for people: the class's own docstring."""
        return (type(self).__doc__ or "").strip().splitlines()[0]


class Invalid(DeskError):
    """Something in it is not as it must be; see details."""

    code = "invalid"


class Violated(Invalid):
    """The stores refused a value."""

    def __init__(self, constraint: str) -> None:
        super().__init__()
        self.constraint = constraint


class UnknownType(DeskError):
    """The desk knows no frame of that type."""

    code = "unknown_type"


class TooLong(DeskError):
    """The text is longer than the limit."""

    code = "too_long"


class NotYours(DeskError):
    """This contact is not yours."""

    code = "not_yours"


class NotFound(DeskError):
    """There is no such thing here."""

    code = "not_found"


class Gone(DeskError):
    """Somebody else has it, or it has ended."""

    code = "gone"


class WrongState(DeskError):
    """That cannot be done in the state it is in now."""

    code = "wrong_state"


class NoCapacity(DeskError):
    """There is no free seat for it."""

    code = "no_capacity"


class NotOnShift(DeskError):
    """You are not on shift now."""

    code = "not_on_shift"


class DeskClosed(DeskError):
    """The desk is closed."""

    code = "desk_closed"

    def __init__(self, reason: str, opens_at: datetime | None) -> None:
        super().__init__({"reason": reason})
        self.opens_at = opens_at


class QueueFull(DeskError):
    """The queue is full just now; please try again later."""

    code = "queue_full"


class TooFast(DeskError):
    """That came too fast; nothing was stored."""

    code = "too_fast"


class TooManyRequests(DeskError):
    """Too many requests; please wait a little."""

    code = "too_many_requests"


class ProofRequired(DeskError):
    """Very many are asking just now; please show that you mean it."""

    code = "proof_required"

    def __init__(self, challenge: str, bits: int) -> None:
        super().__init__({"challenge": challenge})
        self.bits = bits


class Busy(DeskError):
    """The desk is busy; nothing was stored."""

    code = "busy"


class ReportTooLong(DeskError):
    """The report took longer than a report may; please ask for a shorter time."""

    code = "report_too_long"


class Unavailable(DeskError):
    """The desk cannot answer just now."""

    code = "unavailable"


class OutcomeUnknown(Unavailable):
    """The desk lost touch while storing it; it may be stored."""


class SwitchboardAway(Unavailable):
    """The switchboard is out of reach."""


class StaleEpoch(SwitchboardAway):
    """The switchboard was rebuilt meanwhile."""


class NotSignedIn(DeskError):
    """You are not signed in."""

    code = "not_signed_in"


class WrongCredentials(DeskError):
    """The e-mail address or the password is wrong."""

    code = "wrong_credentials"


class NotAllowed(DeskError):
    """You may not do that."""

    code = "not_allowed"
