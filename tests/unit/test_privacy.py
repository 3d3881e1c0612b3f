"""Masking: no number that could be an identity number survives, and nothing else is touched."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.no import fodselsnummer, kontonr

from app.domain.contact import Author, Language
from app.domain.errors import Invalid, TooLong
from app.domain.identity_number import checked_identity, plausible_identity, valid_account
from app.domain.personal_numbers import Kind
from app.domain.privacy import Masked, mask, validate_text

SYNTHETIC = "17859820158"
D_NUMBER = "41890161233"
MISTYPED = "23870451710"
ACCOUNT = "12345678903"
GONE = "[fødselsnummer fjernet]"


def by_citizen(text: str, language: Language = Language.NB) -> Masked:
    return mask(text, Author.CITIZEN, language)


def by_counsellor(text: str) -> Masked:
    return mask(text, Author.COUNSELLOR, Language.NB)


@pytest.mark.parametrize(
    "number", [SYNTHETIC, D_NUMBER, MISTYPED, "01010112345", "29020012345", "71129012345"]
)
@pytest.mark.parametrize(
    "written",
    [
        "{0}{1}",
        "{0} {1}",
        "{0}\u00a0{1}",
        "{0}\u2009{1}",
        "{0}\u202f{1}",
        "{0}.{1}",
        "{0}-{1}",
        "{0}–{1}",
        "{0} - {1}",
        "{0}\n{1}",
        "({0}) {1}",
        "{0}\u200b{1}",
        "x{0}{1}y",
        "nr.{0}{1}.",
        "12 {0} {1}",
    ],
)
@pytest.mark.parametrize("author", [Author.CITIZEN, Author.COUNSELLOR])
def test_identity_number_in_halves_is_masked_whoever_writes_it(
    number: str, written: str, author: Author
) -> None:
    text = f"Hei, {written.format(number[:6], number[6:])} hei"
    masked = mask(text, author, Language.NB)
    assert GONE in masked.text
    assert Kind.IDENTITY_NUMBER in masked.kinds
    assert number[6:] not in masked.text


@pytest.mark.parametrize(
    "written",
    [
        "17 85 98 20158",
        "17.85.98-201 58",
        "17/85/98 20158",
        "1 7 8 5 9 8 2 0 1 5 8",
        "1-7-8-5-9-8-2-0-1-5-8",
        "1\u200b7\u200b8\u200b5\u200b9\u200b8\u200b2\u200b0\u200b1\u200b5\u200b8",
        "１７８５９８２０１５８",
        "١٧٨٥٩٨٢٠١٥٨",
        "①⑦⑧⑤⑨⑧②⓪①⑤⑧",
        "¹⁷⁸⁵⁹⁸²⁰¹⁵⁸",
        "1️⃣7️⃣8️⃣5️⃣9️⃣8️⃣2️⃣0️⃣1️⃣5️⃣8️⃣",
        "𝟏𝟕𝟖𝟓𝟗𝟖𝟐𝟎𝟏𝟓𝟖",
        "\u202e17859820158\u202c",
        "178598\u00ad20158",
    ],
)
def test_identity_number_in_disguise_is_masked(written: str) -> None:
    masked = by_counsellor(f"her: {written} takk")
    assert masked.text == f"her: {GONE} takk" or masked.text == f"her: \u202e{GONE}\u202c takk"


@pytest.mark.parametrize(
    "text",
    [
        "15.04.27 12000 søkte",
        "snitt 4 5 3 4 5 4 4 3 5 5 4",
        "13139912345",
        "00010112345",
        "31020012345",
        "178598201580",
        "9178598201580",
        "KID 0017859820158000000000000",
        "skoleåret 2026-2027 og 2027/2028",
        "frist 15.04.2027 kl. 23.59",
        "koster 12 500 kr",
        "ring 113, 116 111, 116 123 eller 116 117",
        "org.nr. 974 760 673",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert by_citizen(text) == Masked(text)


def test_the_examples_of_the_rules() -> None:
    first = by_citizen("Fødselsnummeret mitt er 178598 20158, kan dere slå meg opp?")
    assert first.text == f"Fødselsnummeret mitt er {GONE}, kan dere slå meg opp?"
    second = by_citizen(
        "personnr 23870451710 og jeg heter Kari Eksempel, ring meg på 68 05 12 34 etter kl 16"
    )
    assert second.text == (
        f"personnr {GONE} og jeg heter Kari Eksempel, ring meg på [telefonnummer fjernet] etter kl 16"
    )
    assert second.kinds == (Kind.IDENTITY_NUMBER, Kind.PHONE)


@pytest.mark.parametrize("account", [ACCOUNT, "1234.56.78903", "1234 56 78903", "NO93 1234 5678 903"])
def test_account_is_masked_in_what_a_citizen_writes(account: str) -> None:
    assert by_citizen(f"konto {account}.") == Masked("konto [kontonummer fjernet].", (Kind.ACCOUNT,))
    assert by_counsellor(f"konto {account}.") == Masked(f"konto {account}.")


@pytest.mark.parametrize(
    "number",
    [
        "68051234",
        "68 05 12 34",
        "680 51 234",
        "68.05.12.34",
        "+4768051234",
        "+47 68 05 12 34",
        "0047 680 51 234",
        "68\u00a005\u00a012\u00a034",
        "+46 70 123 45 67",
    ],
)
def test_phone_is_masked_in_what_a_citizen_writes(number: str) -> None:
    assert by_citizen(f"ring {number} da") == Masked("ring [telefonnummer fjernet] da", (Kind.PHONE,))
    assert by_counsellor(f"ring {number} da") == Masked(f"ring {number} da")


@pytest.mark.parametrize(
    "address", ["kari@eksempel.no", "kari.eksempel+x@post.eksempel.no", "åse@eksempel.no"]
)
def test_email_is_masked_in_what_a_citizen_writes(address: str) -> None:
    assert by_citizen(f"skriv til {address}.").text == "skriv til [e-postadresse fjernet]."
    assert by_counsellor(f"skriv til {address}.").text == f"skriv til {address}."


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (Language.NB, "[fødselsnummer fjernet]"),
        (Language.NN, "[fødselsnummer fjerna]"),
        (Language.EN, "[identity number removed]"),
        (Language.SE, "[fødselsnummer fjernet]"),
    ],
)
def test_the_words_are_in_the_language_of_the_contact(language: Language, words: str) -> None:
    assert by_citizen(SYNTHETIC, language).text == words


def test_the_range_of_the_national_oracle_is_masked() -> None:
    for day in range(1, 29):
        for serial in range(1000):
            number = f"{day:02}0190{serial:03}"
            number += fodselsnummer.calc_check_digit1(number)
            number += fodselsnummer.calc_check_digit2(number)
            if fodselsnummer.is_valid(number):
                assert checked_identity(number)
                assert by_counsellor(number).text == GONE


@given(st.integers(10_000_000_000, 99_999_999_999).map(str))
def test_accounts_are_those_of_the_oracle(digits: str) -> None:
    assert valid_account(digits) == (kontonr.is_valid(digits) and not plausible_identity(digits))


DIGITS = "".join(chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) == "Nd")
PIECES = st.one_of(
    st.sampled_from(
        [SYNTHETIC, D_NUMBER, MISTYPED, ACCOUNT, "178598", "20158", "68051234", "kari@eksempel.no"]
    ),
    st.text(alphabet="0123456789", min_size=1, max_size=12),
    st.text(alphabet=" .-\u00a0\u2009\u200b\u200d,/\n@+abc", min_size=1, max_size=3),
    st.text(alphabet=DIGITS, min_size=1, max_size=11),
    st.text(max_size=5),
)
TEXTS = st.lists(PIECES, max_size=8).map("".join)


def halves_in(text: str) -> list[str]:
    """Eleven digits in a row, or six and five with one sign between, as an outsider would look for them."""
    seen = "".join(
        str(unicodedata.digit(character, character))
        for character in text
        if unicodedata.category(character) not in ("Cf", "Mn", "Me")
    )
    return ["".join(found) for found in re.findall(r"(?<![0-9])([0-9]{6})[\s.\-]?([0-9]{5})(?![0-9])", seen)]


@settings(max_examples=1500, deadline=None)
@given(TEXTS, st.sampled_from(Author), st.sampled_from(Language))
def test_no_plausible_number_survives(text: str, author: Author, language: Language) -> None:
    masked = mask(text, author, language)
    assert not [number for number in halves_in(masked.text) if plausible_identity(number)]
    assert mask(masked.text, author, language) == Masked(masked.text)
    assert (masked.text == text) == (not masked.kinds)


@given(st.text())
def test_text_without_digits_is_unchanged(text: str) -> None:
    plain = "".join(one for one in text if unicodedata.digit(one, None) is None and one not in "@＠﹫")
    assert by_citizen(plain) == Masked(plain)


def test_a_long_hostile_text_takes_no_time() -> None:
    for piece in ("1 ", "a.", "12345 ", "+1 ", "@a", "1\u200b"):
        by_citizen((piece * 2000)[:2000])


class TestValidateText:
    """What may be stored at all."""

    @pytest.mark.parametrize(
        "text", ["hei", "to\nlinjer\tog tab", "سلام", "\u202eabc\u202c", "👩‍🎓", " hei "]
    )
    def test_ordinary_text_is_kept(self, text: str) -> None:
        assert validate_text(text, 2000) == text

    @pytest.mark.parametrize(
        "text", [None, 3, "", "  \n", "a\x00b", "a\rb", "\x1b[31m", "\x85", "\ud800", "\x7f"]
    )
    def test_what_cannot_be_stored_is_invalid(self, text: object) -> None:
        with pytest.raises(Invalid) as refused:
            validate_text(text, 2000)
        assert "text" in refused.value.details

    def test_length_is_counted_in_code_points_after_composing(self) -> None:
        assert validate_text("e\u0301" * 10, 10) == "é" * 10
        assert len(validate_text("😀" * 2000, 2000)) == 2000
        with pytest.raises(TooLong):
            validate_text("a" * 2001, 2000)
