"""What the benchmark is to reach, as ratios within one run, and what is known of those it misses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bench.figures import Figures

Ratio = Callable[[Figures], float | None]
SOCKET_BYTES, MANY_SOCKETS, FEW, MANY = 22_000.0, 10_000, 10, 10_000


@dataclass(frozen=True, slots=True)
class Goal:
    """`most`: the figure is to be at most so much; without it, at least `least`."""

    what: str
    figure: Ratio
    most: float | None = None
    least: float = 0.0
    unit: str = ""
    cause: str = ""
    """Why it is missed, where it is."""

    def reached(self, value: float) -> bool:
        """Whether this is good enough."""
        return value >= self.least if self.most is None else value <= self.most


def _over(one: float | None, other: float | None) -> float | None:
    return one / other if one is not None and other else None


def _server_over(other: str) -> Ratio:
    return lambda figures: _over(figures.server("ours"), figures.server(other))


def _socket_kilobytes(figures: Figures) -> float | None:
    found = [one.bytes_each for one in figures.memory if one.sockets == MANY_SOCKETS]
    return found[0] / 1000 if found else None


def _dispatch_ratio(figures: Figures) -> float | None:
    took = {one.waiting: one.seconds for one in figures.dispatched if one.staffing.name == "ten"}
    return _over(took.get(MANY), took.get(FEW))


def _looking(figures: Figures) -> float | None:
    """What a line costs each second that nobody free can take anything of."""
    found = [one.cpu + one.stores_cpu for one in figures.dispatched if one.waiting == MANY and not one.offers]
    return max(found) * 1000 if found else None


def _wrong(figures: Figures) -> float | None:
    rounds = figures.rounds.get("ours")
    return None if rounds is None else float(sum(rounds.wrong()))


GOALS = (
    Goal(
        "server CPU, saturated, of the bare echo's",
        _server_over("echo"),
        most=2.5,
        cause="in a profile of a full worker two fifths are the writer and psycopg, a fifth what the other "
        "worker publishes; an echo stores and hands over nothing",
    ),
    Goal(
        "server CPU, saturated, of socket.io's",
        _server_over("socketio"),
        most=0.4,
        cause="likely that Node's sockets and frames are native code, ours Python",
    ),
    Goal(
        "server CPU, saturated, of the naive stack's",
        _server_over("naive"),
        most=1 / 20,
        cause="what keeps ours above the echo, too",
    ),
    Goal("server CPU, saturated, of Channels'", _server_over("channels"), most=1 / 20),
    Goal(
        "PostgreSQL CPU, saturated, of a commit per message's",
        lambda figures: _over(figures.postgres("ours"), figures.postgres("commit")),
        most=0.15,
        cause="likely each message's look for its cid, two unique indexes and a foreign key",
    ),
    Goal(
        "messages a second, of socket.io's",
        lambda figures: _over(figures.rate("ours"), figures.rate("socketio")),
        least=3.0,
    ),
    Goal(
        "p50 at 200/s, of socket.io's",
        lambda figures: _over(figures.p50("ours"), figures.p50("socketio")),
        most=0.75,
        cause="likely the second journey to PostgreSQL: a batch makes two, socket.io one",
    ),
    Goal(
        "memory of an idle socket among 10,000",
        _socket_kilobytes,
        most=SOCKET_BYTES / 1000,
        unit=" kB",
        cause="not isolated: a process with 600 sockets alone has 20.5 kB for each",
    ),
    Goal("one dispatch with 10,000 waiting, of one with 10", _dispatch_ratio, most=1.5),
    Goal("CPU of a dispatch with 10,000 waiting and no offer to make", _looking, most=50.0, unit=" ms"),
    Goal("lost, doubled and misplaced deliveries together", _wrong, most=0.0),
)
