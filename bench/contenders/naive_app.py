"""FastAPI, SQLAlchemy's ORM and redis pub/sub, each used as its own tutorial shows it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from fastapi import FastAPI, WebSocket, WebSocketDisconnect
from pydantic import BaseModel
from redis.asyncio import Redis
from sqlalchemy import ForeignKey, select
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

engine = create_async_engine(
    os.environ["BENCH_DATABASE_URL"].replace("postgresql://", "postgresql+psycopg://"),
    pool_size=10,
    max_overflow=0,
)
sessions = async_sessionmaker(engine, expire_on_commit=False)
redis = Redis.from_url(os.environ["BENCH_VALKEY_URL"], decode_responses=True, max_connections=10_000)


class Base(DeclarativeBase):
    """Tables of `bench.contender.SCHEMA`."""


class Conversation(Base):
    """Its row numbers the messages."""

    __tablename__ = "conversation"
    id: Mapped[str] = mapped_column(primary_key=True)
    last_seq: Mapped[int]


class Message(Base):
    """One message."""

    __tablename__ = "message"
    conversation: Mapped[str] = mapped_column(ForeignKey("conversation.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    cid: Mapped[UUID]
    author: Mapped[str]
    text: Mapped[str]
    at: Mapped[datetime]


class Posted(BaseModel):
    """A message as it comes in."""

    type: str
    cid: UUID
    text: str


class Frame(BaseModel):
    """A message as it goes out."""

    type: str = "message"
    seq: int
    cid: UUID
    author: str
    text: str
    at: datetime


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[dict[str, Any]]:
    """Close what is open in the end."""
    yield {}
    await redis.aclose()
    await engine.dispose()


app = FastAPI(lifespan=lifespan)


@app.websocket("/ws")
async def talk(websocket: WebSocket, conversation: str, side: str) -> None:
    """One person's socket: what is said is stored and published, what is published is sent."""
    async with redis.pubsub() as subscription:
        await subscription.subscribe(f"conversation:{conversation}")
        await websocket.accept()
        passing_on = asyncio.ensure_future(_pass_on(subscription, websocket))
        try:
            while True:
                posted = Posted.model_validate(await websocket.receive_json())
                frame = await _store(conversation, side, posted)
                await redis.publish(f"conversation:{conversation}", frame.model_dump_json())
        except WebSocketDisconnect:
            return
        finally:
            passing_on.cancel()


async def _store(conversation: str, author: str, posted: Posted) -> Frame:
    async with sessions() as session:
        found = select(Conversation).where(Conversation.id == conversation).with_for_update()
        row = (await session.scalars(found)).one()
        row.last_seq += 1
        message = Message(
            conversation=conversation,
            seq=row.last_seq,
            cid=posted.cid,
            author=author,
            text=posted.text,
            at=datetime.now(UTC),  # noqa: TID251 — no desk, no clock of its own.
        )
        session.add(message)
        await session.commit()
        return Frame.model_validate(message, from_attributes=True)


async def _pass_on(subscription: Any, websocket: WebSocket) -> None:
    async for event in subscription.listen():
        if event["type"] == "message":
            await websocket.send_text(event["data"])
