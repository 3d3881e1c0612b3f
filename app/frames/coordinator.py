"""The coordinator's socket: the board, with numbers and names of staff, nothing of a citizen (§ 3.3)."""

from uuid import UUID

from app.frames.shared import (
    Error,
    ExpectedWait,
    Frame,
    Heartbeat,
    Instant,
    Live,
    Move,
    Notice,
    Ok,
    Part,
    ServerHeartbeat,
)

CoordinatorCommand = Heartbeat


class ChannelBoard(Part, frozen=True, kw_only=True):
    """A channel now, and today so far; `answered_within_target` is a fraction, null without answers.

    `wait_hit_share`: of the last seven days' answers, the fraction that came inside the range promised on
    arrival; null while there are fewer than twenty. `pressure`: `calm busy overloaded`, by the longest wait
    there is or is to be expected. `ready`: how many are ready for the channel, busy or not.
    """

    state: str
    waiting: int
    longest_wait_seconds: int
    expected_wait: ExpectedWait | None
    answered: int
    answered_within_target: float | None
    abandoned: int
    wait_hit_share: float | None
    pressure: str
    ready: int


class Missing(Part, frozen=True, kw_only=True):
    """Somebody on shift who is not there."""

    counsellor_id: UUID
    name: str


class CentreBoard(Part, frozen=True, kw_only=True, rename={"break_": "break"}):
    """A centre's people now."""

    centre: str
    on_shift: int
    ready: int
    active: int
    wrap_up: int
    break_: int
    missing: list[Missing]


class HourBoard(Part, frozen=True, kw_only=True):
    """The current Oslo clock hour against the forecast and its upper end (null until there is one)."""

    starts_at: Instant
    arrivals: int
    forecast: float | None
    forecast_high: int | None


class Alert(Part, frozen=True, kw_only=True):
    """A rule that holds now, and since when."""

    code: str
    since: Instant


class BoardRule(Part, frozen=True, kw_only=True):
    """A rule that is watched, whether or not it holds: when it does, its `code` stands among the alerts.

    `figure`: the policy's figure that is its limit (0: it never holds). `value` was measured in the unit
    of the limit, which the end of the figure's name says; null where there is nothing to measure.
    """

    code: str
    figure: str
    limit: int
    value: int | None


class FollowUpBoard(Part, frozen=True, kw_only=True):
    """Questions left and calls asked for that nobody has answered yet."""

    waiting: int
    oldest_asked_at: Instant | None


class Board(Part, frozen=True, kw_only=True):
    """Everything on the board at one instant."""

    at: Instant
    channels: dict[str, ChannelBoard]
    centres: list[CentreBoard]
    hour: HourBoard
    alerts: list[Alert]
    follow_ups: FollowUpBoard
    rules: list[BoardRule]


class BoardSnapshot(Frame, frozen=True, kw_only=True, tag="snapshot"):
    """The board; it comes first and may come again."""

    board: Board


class BoardFrame(Board, frozen=True, kw_only=True, tag="board", tag_field="type"):
    """The board again, at most once a second."""


CoordinatorEvent = BoardSnapshot | BoardFrame | Notice | Move | Live | ServerHeartbeat | Ok | Error
