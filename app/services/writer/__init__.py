"""The writer: one task a worker, one transaction in flight; what arrives meanwhile is the next batch."""

from app.services.writer.writer import SILENCE, Writer

__all__ = ["SILENCE", "Writer"]
