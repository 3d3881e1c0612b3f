"""A short text for people in the languages of the desk."""

from collections.abc import Mapping
from dataclasses import dataclass

REQUIRED = ("nb", "nn", "en")
"""Bokmål and nynorsk are a duty of public bodies, English is a promise of the desk; `se` may be absent."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The same words in bokmål, nynorsk, English and, where a speaker has checked them, Northern Sámi."""

    nb: str
    nn: str
    en: str
    se: str = ""

    def said_in(self, language: str) -> str:
        """The words in `language`; bokmål where that language lacks them."""
        return {"nn": self.nn, "en": self.en, "se": self.se}.get(language) or self.nb

    def as_json(self) -> dict[str, str]:
        """Language -> words, without those that are missing."""
        words = {"nb": self.nb, "nn": self.nn, "en": self.en, "se": self.se}
        return {language: text for language, text in words.items() if text}


def wording_from(words: Mapping[str, str]) -> Wording:
    """A wording from language -> words; a missing language borrows the bokmål one."""
    nb = words.get("nb", "")
    return Wording(nb=nb, nn=words.get("nn") or nb, en=words.get("en") or nb, se=words.get("se", ""))
