"""The whole desk is tested a file at a time: a file's own desk is started once, in one process."""

from __future__ import annotations

from tests.acceptance.page_desk import browser, open_page, page_desk
from tests.acceptance.page_site import site

__all__ = ["browser", "open_page", "page_desk", "site"]
