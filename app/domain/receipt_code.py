"""Receipt codes as people write them: in small letters, without hyphens, with a nought for an O."""

import base64

LETTERS = 16
GROUP = 4
MISREAD = str.maketrans({"0": "O", "1": "I", "8": "B"})
"""Digits that no code has, and the letters they were read from."""

ALPHABET = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")


def code_of(eighty_bits: bytes) -> str:
    """Ten bytes as four groups that can be read out."""
    return _grouped(base64.b32encode(eighty_bits).decode())


def read_code(written: str) -> str | None:
    """The code that was meant; none where it cannot be one."""
    letters = "".join(character for character in written.upper() if character.isalnum())
    letters = letters.translate(MISREAD)
    if len(letters) != LETTERS or not ALPHABET.issuperset(letters):
        return None
    return _grouped(letters)


def _grouped(letters: str) -> str:
    return "-".join(letters[start : start + GROUP] for start in range(0, LETTERS, GROUP))
