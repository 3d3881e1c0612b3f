"""What people send to leave a question or to be called: checked field by field, with a reason for each."""

from typing import Annotated, Any
from uuid import UUID

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType
from pydantic import BaseModel, Field, field_validator

from app.domain.contact import Language
from app.domain.follow_up import Kind
from app.domain.privacy import FORBIDDEN

HOME = "NO"
COSTLY = frozenset({PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST, PhoneNumberType.UAN})
"""Numbers at which somebody earns by being called."""

NOWHERE = "001"
"""The region of numbers that belong to no country: satellites, and the like."""


class FollowUpBody(BaseModel):
    """A question to be answered in writing, or a wish to be called."""

    kind: Kind
    language: Language
    request_id: UUID | None = None
    text: str | None = None
    number: Annotated[str | None, Field(max_length=40)] = None
    contact_id: UUID | None = None
    county: Annotated[str | None, Field(max_length=40)] = None
    proof: Any = None

    @field_validator("text", "county")
    @classmethod
    def _said(cls, value: str | None) -> str | None:
        """Nothing is said by an empty text."""
        return value if value is None or value.strip() else None

    @field_validator("county")
    @classmethod
    def _plain(cls, value: str | None) -> str | None:
        if value is not None and FORBIDDEN.search(value):
            raise ValueError("must hold no control characters")
        return None if value is None else value.strip()

    @field_validator("number")
    @classmethod
    def _callable(cls, value: str | None) -> str | None:
        return number_of(value) if value is not None and value.strip() else None


class CodeBody(BaseModel):
    """A receipt code as somebody wrote it."""

    code: Annotated[str, Field(max_length=100)]


def number_of(written: str) -> str:
    """The telephone number that was meant, as `+4791234567`; without a country it is Norwegian.

    ValueError for what cannot be called, and for numbers at which somebody earns by being called.
    """
    try:
        number = phonenumbers.parse(written, HOME)
    except NumberParseException as error:
        raise ValueError("must be a telephone number") from error
    if number.extension or not phonenumbers.is_valid_number(number):
        raise ValueError("must be a telephone number")
    costly = phonenumbers.number_type(number) in COSTLY
    if costly or phonenumbers.region_code_for_number(number) == NOWHERE:
        raise ValueError("must be a number that costs no more than an ordinary call")
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)
