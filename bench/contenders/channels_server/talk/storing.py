"""Stores one message in one transaction: the conversation's row stays locked while its number rises."""

from typing import Any

from channels_server.talk.models import Conversation, Message
from django.db import transaction


@transaction.atomic
def store(conversation_id: str, side: str, cid: str, text: str) -> dict[str, Any]:
    """The message as it is stored; a repeated `cid` answers the first one."""
    conversation = Conversation.objects.select_for_update().get(pk=conversation_id)
    known = Message.objects.filter(conversation=conversation, author=side, cid=cid).first()
    if known is not None:
        return frame(known)
    conversation.last_seq += 1
    conversation.save(update_fields=["last_seq"])
    seq = conversation.last_seq
    return frame(Message.objects.create(conversation=conversation, seq=seq, cid=cid, author=side, text=text))


def frame(message: Message) -> dict[str, Any]:
    """A message as both sides get it."""
    return {
        "type": "message",
        "seq": message.seq,
        "cid": str(message.cid),
        "author": message.author,
        "text": message.text,
        "at": message.at.isoformat(),
    }
