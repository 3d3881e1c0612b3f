"""Why a coordinator reads what is not hers: the header `X-Desk-Reason` (§ 2)."""

from typing import Annotated
from urllib.parse import unquote

from fastapi import Depends, Header

from app.domain.errors import Invalid
from app.domain.privacy import LONGEST_REASON

NAME = "X-Desk-Reason"
EXTENDED = "UTF-8''"
LONGEST_SENT = len(EXTENDED) + 12 * LONGEST_REASON
"""Four bytes a character, three signs a byte."""


def given_reason(
    sent: Annotated[str | None, Header(alias=NAME, max_length=LONGEST_SENT)] = None,
) -> str | None:
    """The reason as it was meant: plain, or after `UTF-8''` in percents (RFC 8187). Raises `Invalid`.

    A header holds Latin-1 alone, and a browser sends no other; people write dashes and quotation marks.
    """
    if sent is None:
        return None
    try:
        text = unquote(sent[len(EXTENDED) :], errors="strict") if sent.startswith(EXTENDED) else sent
    except UnicodeDecodeError as error:
        raise Invalid({NAME: "must be UTF-8 in percents after UTF-8''"}) from error
    if len(text) > LONGEST_REASON:
        raise Invalid({NAME: f"must be at most {LONGEST_REASON} characters"})
    return text


Reason = Annotated[str | None, Depends(given_reason)]
