"""Proof of work: what asking for a chat costs while far more people ask than ever come to a desk.

A challenge is a random word; its proof is any word such that SHA-256 of `challenge:proof` begins with so
many zero bits. Finding one takes 2^bits attempts on average, checking it takes one.
"""

from hashlib import sha256
from itertools import count

BITS = 15
"""About 33,000 attempts: a fifth of a second for a page, and for 500 bots several minutes."""


def proves(challenge: str, proof: str, bits: int = BITS) -> bool:
    """Whether this is a proof for the challenge."""
    digest = sha256(f"{challenge}:{proof}".encode()).digest()
    return int.from_bytes(digest, "big") >> (len(digest) * 8 - bits) == 0


def solve(challenge: str, bits: int = BITS) -> str:
    """The first proof, counting from 0: takes a while."""
    return next(str(number) for number in count() if proves(challenge, str(number), bits))
