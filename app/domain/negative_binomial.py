"""Counts that spread more than chance: the negative binomial distribution by mean and spread."""

from math import exp, log1p
from statistics import NormalDist

MOST = 1_000_000


def quantile(mean: float, spread: float, share: float) -> int:
    """The least count that is not exceeded with probability `share` at least.

    The variance is `mean + spread * mean**2`; without spread it is Poisson's. By recurrence from zero; a mean
    so large that nothing is left of zero starts where the distribution begins (ten deviations below).
    """
    if mean <= 0:
        return 0
    deviation = (mean + spread * mean * mean) ** 0.5
    if mean > 500:
        return max(0, round(mean + _normal(share) * deviation))
    if spread <= 1e-9:
        term, ratio = exp(-mean), lambda count: mean / (count + 1)
    else:
        size = 1 / spread
        part = mean / (size + mean)
        term, ratio = exp(-size * log1p(mean / size)), lambda count: part * (count + size) / (count + 1)
    total = term
    for count in range(MOST):
        if total >= share - 1e-12:
            return count
        term *= ratio(count)
        total += term
    return MOST


def _normal(share: float) -> float:
    """The standard normal quantile."""
    return NormalDist().inv_cdf(share)
