"""The tables: declarative classes for their typed columns, used with Core statements, not ORM sessions."""

from app.models import contact, desk, follow_up, message, opening_hours, routing, staff, wrap_up
from app.models.base import metadata

__all__ = [
    "contact",
    "desk",
    "follow_up",
    "message",
    "metadata",
    "opening_hours",
    "routing",
    "staff",
    "wrap_up",
]
