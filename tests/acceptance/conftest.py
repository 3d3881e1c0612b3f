"""The whole desk is tested one desk at a time: two of them side by side only slow each other down."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.acceptance.page_desk import browser, open_page, page_desk

__all__ = ["browser", "open_page", "page_desk"]

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)  # before the distribution over processes reads the marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give every test of this folder to one process; the fault matrix and the rest go to the other."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.xdist_group("acceptance"))
