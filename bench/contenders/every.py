"""All contenders, in the order of the table."""

from __future__ import annotations

from collections.abc import Callable

from bench.contender import Contender
from bench.contenders.django_channels import Channels
from bench.contenders.floor import Committed, Echo
from bench.contenders.naive import Naive
from bench.contenders.ours import Ours
from bench.contenders.socketio import SocketIO

EVERY: dict[str, Callable[[], Contender]] = {
    one.name: one for one in (Ours, Echo, Committed, Naive, SocketIO, Channels)
}
