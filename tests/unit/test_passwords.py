"""Passwords are stored as argon2 of full strength, and only those of a sensible length."""

from __future__ import annotations

import asyncio

import pytest
from pwdlib.hashers.argon2 import Argon2Hasher

from app.domain.errors import Invalid, TooManyRequests
from app.services.sign_in import Passwords


async def test_stored_hash_is_argon2id_of_full_strength_and_salted() -> None:
    passwords = Passwords()
    first, second = [await passwords.hash("correct horse") for _ in range(2)]
    assert first.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert first != second
    assert await passwords.right("correct horse", first)
    assert not await passwords.right("Correct horse", first)
    assert not await passwords.right("correct horse", None)


@pytest.mark.parametrize("stored", ["", "plain", "$argon2id$broken"])
async def test_account_without_a_usable_hash_lets_nobody_in(stored: str) -> None:
    assert not await Passwords().right("correct horse", stored)


@pytest.mark.parametrize("password", ["", "short", "x" * 1001])
async def test_password_too_short_or_too_long_is_refused(password: str) -> None:
    with pytest.raises(Invalid) as refused:
        await Passwords().hash(password)
    assert list(refused.value.details) == ["password"]


async def test_flood_of_tries_is_turned_away_and_does_not_pile_up() -> None:
    passwords = Passwords(Argon2Hasher(time_cost=1, memory_cost=64, parallelism=1))
    tries = [passwords.right("correct horse", None) for _ in range(60)]
    answers = await asyncio.gather(*tries, return_exceptions=True)
    assert answers.count(False) == 40
    assert [type(answer) for answer in answers].count(TooManyRequests) == 20
    assert not await passwords.right("correct horse", None)
