"""How much longer a chat lasts beside others: a counsellor answers one at a time while the others think."""

from __future__ import annotations

from functools import cache
from math import exp, log

from app.demo.figures import season

NINETIETH = 1.2815515655446004
"""Of the standard normal distribution: from a median and a 90th percentile to a log-normal's mean."""


@cache
def stretch(chats: int) -> float:
    """How many times as long each of so many simultaneous chats lasts as one alone.

    A closed queue: each citizen thinks, then waits for the one counsellor, who answers one at a time. Mean
    value analysis (Reiser and Lavenberg 1980) with the thinking and replying times of `message_pace`.
    """
    paces = season()["message_pace"]
    thinks, replies = (_mean(**paces[name]) for name in ("citizen_think_s", "counsellor_reply_s"))
    alone = thinks + replies
    answered_in = replies
    for others in range(1, chats):
        answered_in = replies * (1 + others * answered_in / (thinks + answered_in))
    return (thinks + answered_in) / alone


def _mean(median: float, p90: float) -> float:
    sigma = log(p90 / median) / NINETIETH
    return median * exp(sigma * sigma / 2)
