"""Reports take turns: one at a time is made on a worker's processor, which its conversations share."""

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from app.repositories.transaction import Transactions


class Reports(Protocol):
    """Whatever makes reports."""

    _transaction: Transactions


P = ParamSpec("P")
T = TypeVar("T")
Maker = TypeVar("Maker", bound=Reports)
Work = Callable[Concatenate[Maker, P], Coroutine[Any, Any, T]]


def in_turn(work: Work[Maker, P, T]) -> Work[Maker, P, T]:
    """A report that waits until no other one of this worker is being made."""

    @wraps(work)
    async def waiting(self: Maker, /, *args: P.args, **kwargs: P.kwargs) -> T:
        async with self._transaction.turn:
            return await work(self, *args, **kwargs)

    return waiting
