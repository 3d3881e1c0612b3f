"""A person's socket: joins the conversation's group, stores what is said, passes on what others said."""

from typing import Any
from urllib.parse import parse_qs

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from channels_server.talk.storing import store


class Conversation(AsyncJsonWebsocketConsumer):
    """One side of one conversation."""

    async def connect(self) -> None:
        """Join the conversation that the address names."""
        query = parse_qs(self.scope["query_string"].decode())
        self.conversation, self.side = query["conversation"][0], query["side"][0]
        self.group = f"conversation.{self.conversation}"
        await self.channel_layer.group_add(self.group, self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        """Leave the conversation."""
        await self.channel_layer.group_discard(self.group, self.channel_name)

    async def receive_json(self, content: dict[str, Any], **_: Any) -> None:
        """Store a message, then tell both sides; in threads, which is faster than Channels' one thread."""
        stored = await database_sync_to_async(store, thread_sensitive=False)(
            self.conversation, self.side, content["cid"], content["text"]
        )
        await self.channel_layer.group_send(self.group, {"type": "said", "message": stored})

    async def said(self, event: dict[str, Any]) -> None:
        """Pass on a stored message."""
        await self.send_json(event["message"])
