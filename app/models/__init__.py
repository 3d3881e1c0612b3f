"""The tables: declarative classes for their typed columns, used with Core statements, not ORM sessions."""

from app.models import (
    care,
    contact,
    desk,
    figures,
    follow_up,
    message,
    opening_hours,
    routing,
    snapshot,
    staff,
    wrap_up,
    writing,
)
from app.models.base import metadata

__all__ = [
    "care",
    "contact",
    "desk",
    "figures",
    "follow_up",
    "message",
    "metadata",
    "opening_hours",
    "routing",
    "snapshot",
    "staff",
    "wrap_up",
    "writing",
]
