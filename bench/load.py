"""The load client as the harness holds it: a process that is given orders and asked for results."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any

import msgspec

from bench.contender import Pair, Seat
from bench.result import Result


class ClientFailed(RuntimeError):
    """The load client ended before it had answered; what it wrote stands above."""


class Load:
    """One client process for one contender; used in a `with` block."""

    def __init__(self, wire: str) -> None:
        self._wire = wire
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.client"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def __enter__(self) -> Load:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def join(self, pairs: Sequence[Pair] = (), seats: Sequence[Seat] = ()) -> int:
        """Open the sockets of these people, who stay; how many sockets that lasted were lost since."""
        self._order(do="join", wire=self._wire, pairs=list(pairs), seats=list(seats))
        return int(self._answer()["lost"])

    def saturate(self, mark: Callable[[str], None], *, in_flight: int, warm: float, seconds: float) -> Result:
        """As fast as it goes; `mark` is called at the begin and the end of what is measured."""
        self._order(do="saturate", in_flight=in_flight, warm=warm, seconds=seconds)
        return self._measured(mark)

    def at_rate(self, mark: Callable[[str], None], *, rate: float, warm: float, seconds: float) -> Result:
        """So many messages a second."""
        self._order(do="at_rate", rate=rate, warm=warm, seconds=seconds)
        return self._measured(mark)

    def _measured(self, mark: Callable[[str], None]) -> Result:
        while isinstance(said := self._answer(), str):
            mark(said)
        return msgspec.convert(said, Result)

    def _order(self, **order: Any) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(msgspec.json.encode(order) + b"\n")
        self._process.stdin.flush()

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise ClientFailed(f"exit code {self._process.wait()}")
        return msgspec.json.decode(line)
