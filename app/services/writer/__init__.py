"""The writer: one task a worker, one transaction in flight; what arrives meanwhile is the next batch."""

from app.services.writer.writer import Writer

__all__ = ["Writer"]
