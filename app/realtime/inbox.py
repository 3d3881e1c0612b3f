"""What a peer has said and nobody has worked on yet: bounded in frames and in bytes."""

from app.realtime.bell import Bell

FRAMES = 64
BYTES = 64 * 1024


class Inbox:
    """Between the reader of a socket and the work on its commands; when it is full, the peer has to wait."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._length = 0
        self._ended = False
        self._news = Bell()
        self._room = Bell(rung=True)

    async def put(self, text: str) -> None:
        """Add a frame as soon as there is room."""
        await self._room.wait()
        self._texts.append(text)
        self._length += len(text)
        self._news.set()
        if len(self._texts) >= FRAMES or self._length >= BYTES:
            self._room.clear()

    async def get(self) -> str | None:
        """The next frame; None once the socket is over and everything it said has been taken."""
        while not self._texts:
            if self._ended:
                return None
            self._news.clear()
            await self._news.wait()
        text = self._texts.pop(0)
        self._length -= len(text)
        if len(self._texts) < FRAMES and self._length < BYTES:
            self._room.set()
        return text

    def end(self) -> None:
        """The socket is over: what it said before is still to be done."""
        self._ended = True
        self._news.set()
