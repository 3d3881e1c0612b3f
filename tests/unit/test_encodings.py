"""Which compressed form somebody gets who says what they take (RFC 9110 § 12.5.3)."""

from __future__ import annotations

import pytest

from app.routers.encodings import accepted


@pytest.mark.parametrize(
    ("header", "taken"),
    [
        ("gzip, deflate, br, zstd", ("br", "gzip")),
        ("gzip", ("gzip",)),
        ("GZIP;Q=0.1", ("gzip",)),
        ("br;q=0, gzip", ("gzip",)),
        ("*", ("br", "gzip")),
        ("*;q=0.5, br;q=0", ("gzip",)),
        ("identity", ()),
        ("", ()),
        ("gzip;q=never", ()),
        (",,;;=,", ()),
        ("gzip;q=nan", ()),
    ],
)
def test_a_form_is_taken_when_it_is_named_and_not_refused(header: str, taken: tuple[str, ...]) -> None:
    assert accepted(header) == taken
