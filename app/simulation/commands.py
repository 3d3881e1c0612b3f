"""Commands that wait for their `ok` or `error`, over as many sockets as that takes."""

import asyncio
import itertools
from typing import Any

Frame = dict[str, Any]


class LineClosed(Exception):
    """The line is over for good; `code` is the close code that said so."""

    def __init__(self, code: int) -> None:
        self.code = code
        super().__init__(f"the line is closed ({code})")


class Commands:
    """The commands of one person that have no answer yet, by their `id`."""

    def __init__(self) -> None:
        self._ids = itertools.count(1)
        self._open: dict[str, tuple[Frame, asyncio.Future[Frame]]] = {}

    def add(self, frame: Frame) -> tuple[Frame, asyncio.Future[Frame]]:
        """Give a command its `id`; the future gets the answer."""
        command = {**frame, "id": str(next(self._ids))}
        answer: asyncio.Future[Frame] = asyncio.get_running_loop().create_future()
        self._open[command["id"]] = (command, answer)
        return command, answer

    def forget(self, command: Frame) -> None:
        """Nobody waits for this command any more."""
        self._open.pop(command["id"], None)

    def unanswered(self) -> list[Frame]:
        """What goes again on a new socket: a command whose effect already holds is answered `ok`."""
        return [command for command, _ in self._open.values()]

    def answered(self, frame: Frame) -> None:
        """An `ok` or `error` came."""
        _, answer = self._open.get(str(frame.get("id")), (None, None))
        if answer is not None and not answer.done():
            answer.set_result(frame)

    def give_up(self, code: int) -> None:
        """The line is over: whoever still waits gets `LineClosed`."""
        for _, answer in self._open.values():
            if not answer.done():
                answer.set_exception(LineClosed(code))
                answer.exception()  # whoever no longer waits need not be warned of it
