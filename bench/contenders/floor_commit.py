"""Echo, one commit and one publish for each message, as plainly as it can be written."""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any
from urllib.parse import parse_qs

import msgspec
import psycopg
from psycopg.rows import TupleRow
from redis.asyncio import Redis
from starlette.types import Receive, Scope, Send

STORE = """
WITH numbered AS (
    UPDATE conversation SET last_seq = last_seq + 1 WHERE id = %(conversation)s RETURNING last_seq
)
INSERT INTO message (conversation, seq, cid, author, text)
SELECT %(conversation)s, last_seq, %(cid)s, %(author)s, %(text)s FROM numbered RETURNING seq, at
"""
CHANNEL = "messages"
CONNECTIONS = 10


class Posted(msgspec.Struct):
    """A message as it comes in."""

    cid: str
    text: str


class Message(msgspec.Struct, tag="message", tag_field="type"):
    """A message as it goes out, and over the bus with its conversation."""

    conversation: str
    seq: int
    cid: str
    author: str
    text: str
    at: str


_posted, _message = msgspec.json.Decoder(Posted), msgspec.json.Decoder(Message)


@dataclass
class Floor:
    """What one process has open."""

    valkey: Redis
    bus: Redis
    free: asyncio.Queue[psycopg.AsyncConnection[TupleRow]] = field(default_factory=asyncio.Queue)
    sockets: dict[str, list[Send]] = field(default_factory=dict)
    listening: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Connections, and the one subscription."""
        for _ in range(CONNECTIONS):
            connection = await psycopg.AsyncConnection.connect(
                os.environ["BENCH_DATABASE_URL"], autocommit=True, prepare_threshold=1
            )
            self.free.put_nowait(connection)
        self.listening = asyncio.ensure_future(self._listen())

    async def store(self, conversation: str, author: str, posted: Posted) -> Message:
        """One statement, one commit."""
        connection = await self.free.get()
        try:
            values = {"conversation": conversation, "author": author, "cid": posted.cid, "text": posted.text}
            row = await (await connection.execute(STORE, values)).fetchone()
        finally:
            self.free.put_nowait(connection)
        assert row is not None
        at = row[1].astimezone(UTC).isoformat(timespec="milliseconds")
        return Message(conversation, row[0], posted.cid, author, posted.text, at)

    async def _listen(self) -> None:
        subscription = self.bus.pubsub(ignore_subscribe_messages=True)
        await subscription.subscribe(CHANNEL)
        async for event in subscription.listen():
            message = _message.decode(event["data"])
            text = event["data"].decode()
            for send in self.sockets.get(message.conversation, ()):
                with suppress(RuntimeError):  # a socket that has just closed
                    await send({"type": "websocket.send", "text": text})


_floor: Floor | None = None


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Lifespan and sockets."""
    if scope["type"] == "lifespan":
        await _live(receive, send)
    elif scope["type"] == "websocket":
        await _serve(scope, receive, send)


async def _live(receive: Receive, send: Send) -> None:
    global _floor
    await receive()
    _floor = Floor(
        Redis.from_url(os.environ["BENCH_VALKEY_URL"]), Redis.from_url(os.environ["BENCH_VALKEY_URL"])
    )
    await _floor.open()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await send({"type": "lifespan.shutdown.complete"})


async def _serve(scope: Scope, receive: Receive, send: Send) -> None:
    assert _floor is not None
    asked = parse_qs(scope["query_string"].decode())
    conversation, side = asked["conversation"][0], asked["side"][0]
    await receive()
    await send({"type": "websocket.accept"})
    _floor.sockets.setdefault(conversation, []).append(send)
    try:
        while (event := await receive())["type"] == "websocket.receive":
            await _post(_floor, conversation, side, event)
    finally:
        _floor.sockets[conversation].remove(send)


async def _post(floor: Floor, conversation: str, side: str, event: Any) -> None:
    message = await floor.store(conversation, side, _posted.decode(event["text"]))
    await floor.valkey.publish(CHANNEL, msgspec.json.encode(message))
