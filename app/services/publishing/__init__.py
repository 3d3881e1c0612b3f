"""The opening hours as others read them: schema.org for search engines, iCalendar for calendars."""

from app.services.publishing.publishing import Document, Publishing

__all__ = ["Document", "Publishing"]
