"""Counts that spread more than chance: the negative binomial distribution by mean and spread."""

from math import exp, log1p
from statistics import NormalDist

MOST = 1_000_000
LARGE = 500
"""From this mean on the normal distribution is as good, and nothing is left of the probability of zero."""


def quantile(mean: float, spread: float, share: float) -> int:
    """The least count that is not exceeded with probability `share` at least, by recurrence from zero.

    The variance is `mean + spread * mean**2`; without spread the distribution is Poisson's.
    """
    if mean <= 0:
        return 0
    if mean > LARGE:
        deviation: float = (mean + spread * mean * mean) ** 0.5
        return max(0, round(mean + NormalDist().inv_cdf(share) * deviation))
    term, part, size = _start(mean, spread)
    total = term
    for count in range(MOST):
        if total >= share - 1e-12:
            return count
        term *= part * (count + size) / (count + 1)
        total += term
    return MOST


def _start(mean: float, spread: float) -> tuple[float, float, float]:
    """The probability of zero, and the two numbers of the recurrence; Poisson's as the limit of size."""
    size = 1 / max(spread, 1e-9)
    return exp(-size * log1p(mean / size)), mean / (size + mean), size
