"""The tables that the harness has made, as Django's models."""

from django.db import models


class Conversation(models.Model):
    """A conversation and how many messages it has."""

    id = models.TextField(primary_key=True)
    last_seq = models.BigIntegerField(default=0)

    class Meta:
        """Its table is made by the harness."""

        managed = False
        db_table = "conversation"


class Message(models.Model):
    """A stored message."""

    pk = models.CompositePrimaryKey("conversation_id", "seq")
    conversation = models.ForeignKey(Conversation, models.CASCADE, db_column="conversation")
    seq = models.BigIntegerField()
    cid = models.UUIDField()
    author = models.TextField()
    text = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Its table is made by the harness."""

        managed = False
        db_table = "message"
