"""The citizen's page finds the same personal numbers as the desk: both are held to one file of texts."""

import json
from pathlib import Path

from app.domain.personal_numbers import personal_numbers

CASES = Path(__file__).resolve().parents[2] / "web" / "tests" / "data" / "personal_numbers.json"
"""`[text, [[starts, ends, kind], …]]`; `web/tests/personal_numbers.test.ts` reads the same."""


def test_the_page_and_the_desk_find_the_same_in_the_same_texts() -> None:
    cases = json.loads(CASES.read_text(encoding="utf-8"))
    wrong = [
        text
        for text, found in cases
        if [[one.starts, one.ends, one.kind.value] for one in personal_numbers(text)] != found
    ]
    assert not wrong
