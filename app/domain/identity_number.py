"""Norwegian numbers of eleven digits: which could be an identity number, which is a bank account.

Sources: Skatteetaten on fødselsnummer and its check digits from 2032, rules of synthetic numbers.
"""

from collections.abc import Sequence

MONTH_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""29 February passes: the century of a number, and so its leap years, is not known for sure."""

MONTH_SHIFTS = (0, 40, 65, 80)
"""40 is for H-numbers and synthetic ones, 65 and 80 for synthetic ones."""

FIRST_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
SECOND_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
REMAINDERS_NOW = (0,)
REMAINDERS_FROM_2032 = (0, 1, 2, 3)


def plausible_identity(digits: str) -> bool:
    """Whether eleven digits begin with a date as identity, D-, H- or synthetic numbers do.

    The check digits do not matter: a mistyped number is personal all the same.
    """
    day, month = int(digits[:2]), int(digits[2:4])
    day -= 40 if day > 40 else 0
    months = [month - shift for shift in MONTH_SHIFTS if 1 <= month - shift <= 12]
    return any(1 <= day <= MONTH_LENGTHS[number - 1] for number in months)


def checked_identity(digits: str, remainders: Sequence[int] = REMAINDERS_FROM_2032) -> bool:
    """Whether the date is plausible and both check digits hold, by default as they will from 2032."""
    first = _weighted(digits, FIRST_WEIGHTS) % 11
    return plausible_identity(digits) and first in remainders and _weighted(digits, SECOND_WEIGHTS) % 11 == 0


def valid_account(digits: str) -> bool:
    """Whether eleven digits are a bank account by its check digit (modulus 11) and no identity number."""
    return _weighted(digits, SECOND_WEIGHTS) % 11 == 0 and not plausible_identity(digits)


def _weighted(digits: str, weights: Sequence[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))
