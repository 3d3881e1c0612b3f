"""What is sealed is opened by every key, receipts are signed, and codes are read as people write them."""

from __future__ import annotations

import base64
import secrets
from pathlib import Path
from uuid import uuid4

import pytest

from app.domain.errors import Unavailable
from app.domain.receipt_code import code_of, read_code
from app.embedded.keys import own_keys
from app.repositories.ids import new_code, new_token
from app.repositories.sealing import Holder, Seal
from app.settings import Settings


def key() -> str:
    """A new key, with the ordinary alphabet of base64 or that of addresses."""
    return base64.b64encode(secrets.token_bytes(32)).decode()


OLD, NEW = key(), key()


def test_a_text_is_opened_by_the_former_key_after_a_new_one_was_put_first() -> None:
    closed = Seal([OLD]).close("Kva er fristen?")
    assert closed is not None
    assert b"fristen" not in closed
    assert Seal([NEW, OLD]).open(closed) == "Kva er fristen?"
    assert Seal([NEW]).open(closed) is None
    assert Seal([NEW, OLD]).close("x") != Seal([NEW, OLD]).close("x")


def test_nothing_is_sealed_without_a_key() -> None:
    seal = Seal([])
    for work in (lambda: seal.close("x"), lambda: seal.token(Holder.CONTACT, uuid4())):
        with pytest.raises(Unavailable):
            work()
    assert (seal.has_keys, seal.open(b"x"), seal.whose("f.x")) == (False, None, None)


@pytest.mark.parametrize("holder", Holder)
def test_a_token_is_of_one_holder_and_of_one_key(holder: Holder) -> None:
    seal, whose = Seal([OLD]), uuid4()
    token = seal.token(holder, whose)
    assert Seal([NEW, OLD]).whose(token) == (holder, whose)
    assert Seal([NEW]).whose(token) is None
    other = next(one for one in Holder if one is not holder)
    assert seal.whose(seal.token(other, whose)[:2] + token[2:]) is None


@pytest.mark.parametrize(
    "token",
    [
        "",
        "f.",
        "c.x",
        "f.ø",
        "f." + "A" * 64,
        "f." + "A" * 10_000,
        pytest.param(new_token(), id="a contact's own"),
    ],
)
def test_what_nobody_signed_is_nobodys(token: str) -> None:
    assert Seal([OLD]).whose(token) is None


def test_one_changed_letter_is_another_token() -> None:
    seal = Seal([OLD])
    token = seal.token(Holder.FOLLOW_UP, uuid4())
    for place in (3, 20, 30, len(token) - 2):
        changed = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        assert seal.whose(changed) is None


def test_a_follow_up_has_the_same_code_again_and_another_one_has_another() -> None:
    seal, one = Seal([NEW, OLD]), uuid4()
    assert seal.codes(one) == Seal([NEW, OLD]).codes(one)
    assert len({*seal.codes(one), *seal.codes(uuid4())}) == 4
    assert all(read_code(code) == code for code in seal.codes(one))


def test_equal_numbers_have_equal_marks_which_tell_nothing() -> None:
    seal = Seal([OLD])
    assert seal.mark("+4791234567") == seal.mark("+4791234567") != seal.mark("+4791234568")
    assert seal.mark("+4791234567") != Seal([NEW]).mark("+4791234567")


def test_a_code_is_read_as_people_write_it() -> None:
    code = "AB2O-IB7Q-ZZ22-Y3XK"
    for written in (code, code.lower(), " ab2o ib7q zz22 y3xk ", "ab20-1b7q-zz22-y3xk", "ab2oi87qzz22y3xk"):
        assert read_code(written) == code
    for wrong in ("", "AB2O", code + "A", "AB2Ø-IB7Q-ZZ22-Y3XK", "9999-9999-9999-9999"):
        assert read_code(wrong) is None
    assert all(read_code(one) == one for one in (new_code(), code_of(b"0123456789")))


@pytest.mark.parametrize(
    "wrong", ["x", OLD[:-4], OLD + "AAAA", "!" * 44], ids=["x", "short", "long", "signs"]
)
def test_a_key_that_is_none_is_refused_without_showing_it(wrong: str) -> None:
    with pytest.raises(ValueError, match="follow_up_keys") as refused:
        Settings(follow_up_keys=wrong)  # type: ignore[arg-type]
    assert wrong == "x" or wrong not in str(refused.value)


def test_several_keys_are_separated_by_commas() -> None:
    assert Settings(follow_up_keys=f"{NEW},{OLD}").follow_up_keys == (NEW, OLD)  # type: ignore[arg-type]


def test_an_embedded_desk_keeps_the_key_it_made_for_its_owner_alone(tmp_path: Path) -> None:
    made = own_keys(tmp_path)
    assert own_keys(tmp_path) == made == Settings(follow_up_keys=made).follow_up_keys
    [file] = tmp_path.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    file.write_text(f"{NEW}\n{made[0]}\n")
    assert own_keys(tmp_path) == (NEW, *made), "a new one is put above it by hand"
