"""Text that a spreadsheet would take for a formula, and how it is written so that it stays text."""

SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a formula may begin with, in the wide letters of East Asia too (OWASP, CSV injection)."""
UNSEEN = " \u00a0\u200b\u200c\u200d\u2060\ufeff\x00"
"""What some spreadsheets pass over before it."""
MARK = "'"


def is_formula(text: str) -> bool:
    """Whether a spreadsheet may compute this rather than show it."""
    return text.lstrip(UNSEEN).startswith(SIGNS)


def kept_as_text(text: str) -> str:
    """The same with an apostrophe before it where it would be computed."""
    return f"{MARK}{text}" if is_formula(text) else text


def as_it_was(cell: str) -> str:
    """The text of a cell that was written by `kept_as_text`."""
    return cell[1:] if cell.startswith(MARK) and is_formula(cell[1:]) else cell
