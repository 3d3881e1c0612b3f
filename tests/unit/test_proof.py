"""A proof of work is found by trying, and checked at once."""

from __future__ import annotations

from hashlib import sha256

import pytest

from app.domain.proof import proves, solve


@pytest.mark.parametrize("bits", [1, 7, 8, 12])
def test_a_proof_begins_with_so_many_zero_bits(bits: int) -> None:
    proof = solve("oppgave", bits)
    digits = sha256(f"oppgave:{proof}".encode()).hexdigest()
    assert int(digits, 16) < 2 ** (256 - bits)
    assert proves("oppgave", proof, bits)


def test_a_proof_is_of_its_own_challenge_only() -> None:
    proof = solve("oppgave", 12)
    assert not proves("en annen", proof, 12)
    assert not proves("oppgave", proof + "0", 12)
