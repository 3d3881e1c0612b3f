"""What an account may say, what no change of it may do, and what a change does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.accounts import (
    AccountBody,
    AtWork,
    Effect,
    changed_fields,
    effects,
    read_account,
    require_kept,
)
from app.domain.contact import Channel, Language
from app.domain.counsellor import Role
from app.domain.errors import Invalid, WrongState

ANE = AccountBody(
    email="ane@desk.example",
    name="Ane Prøve",
    role=Role.COORDINATOR,
    centre="VESTLAND",
    channels=(Channel.CHAT, Channel.PHONE),
    languages=(Language.NB, Language.NN, Language.EN),
    skills=(),
    chat_capacity=None,
    active=True,
)
HELD = AtWork(sign_ins=2, conversations=3, shifts=4)


def wrong(**fields: object) -> dict[str, str]:
    with pytest.raises(Invalid) as refused:
        read_account({**ANE.as_json(), **fields})
    return refused.value.details


def test_account_is_read_as_it_is_shown() -> None:
    assert read_account(ANE.as_json()) == ANE


def test_an_account_without_channels_and_languages_has_everybodys() -> None:
    read = read_account({"email": " Bo@Desk.Example ", "name": " Bo ", "role": "counsellor"})
    assert (read.email, read.name, read.active) == ("bo@desk.example", "Bo", True)
    assert read.channels == (Channel.CHAT, Channel.PHONE)
    assert set(read.languages) == {Language.NB, Language.NN, Language.EN}


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("email", "nobody", "must be an e-mail address"),
        ("email", "a@b@c", "must be an e-mail address"),
        ("email", "two words@desk.example", "must be an e-mail address"),
        ("email", "", "must not be empty"),
        ("email", "x" * 255 + "@desk.example", "must be at most 254 characters"),
        ("name", " ", "must not be empty"),
        ("name", "a\0b", "must hold no control characters"),
        ("name", 7, "must be a text"),
        ("role", "owner", "must be one of counsellor, coordinator"),
        ("centre", 7, "must be a code or null"),
        ("channels", [], "must hold at least one"),
        ("channels", ["fax"], "must be of chat, phone"),
        ("channels", "chat", "must be a list"),
        ("languages", [{}], "must be of nb, nn, en, se"),
        ("skills", ["x" * 41], "must be of 1 to 40 characters each"),
        ("skills", [""], "must be of 1 to 40 characters each"),
        ("chat_capacity", -1, "must be from 0 to"),
        ("chat_capacity", True, "must be from 0 to"),
        ("active", "yes", "must be true or false"),
    ],
)
def test_what_is_wrong_is_said_by_field(field: str, value: object, why: str) -> None:
    assert wrong(**{field: value})[field].startswith(why)


def test_everything_that_is_wrong_is_said_at_once() -> None:
    assert set(wrong(email="x", name="", role=None)) == {"email", "name", "role"}


@pytest.mark.parametrize(
    ("change", "own", "others", "field"),
    [
        ({"role": Role.COUNSELLOR}, True, [ANE], "role"),
        ({"active": False}, True, [ANE], "active"),
        ({"role": Role.COUNSELLOR}, False, [], "role"),
        ({"active": False}, False, [replace(ANE, active=False)], "active"),
        ({"active": False}, False, [replace(ANE, role=Role.COUNSELLOR)], "active"),
    ],
)
def test_no_change_shuts_oneself_out_or_takes_the_last_coordinator(
    change: dict[str, object], own: bool, others: list[AccountBody], field: str
) -> None:
    with pytest.raises(WrongState) as refused:
        require_kept(ANE, replace(ANE, **change), own=own, others=others)  # type: ignore[arg-type]
    assert set(refused.value.details) == {field}


def test_what_is_no_danger_is_allowed() -> None:
    require_kept(ANE, replace(ANE, name="Ane Ny"), own=True, others=[])
    require_kept(ANE, replace(ANE, active=False), own=False, others=[ANE])
    shut = replace(ANE, active=False)
    require_kept(shut, replace(shut, role=Role.COUNSELLOR), own=False, others=[])


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (ANE, replace(ANE, name="Ane Ny"), {}),
        (
            ANE,
            replace(ANE, active=False),
            {Effect.SIGNED_OUT: 2, Effect.CONVERSATIONS_RETURN: 3, Effect.SHIFTS_END: 4},
        ),
        (
            ANE,
            replace(ANE, role=Role.COUNSELLOR),
            {Effect.SIGNED_OUT: 2, Effect.CONVERSATIONS_AT_RISK: 3, Effect.IS_COORDINATOR_NO_MORE: 1},
        ),
        (replace(ANE, active=False), ANE, {Effect.SIGNS_IN_AS_BEFORE: 1}),
        (ANE, replace(ANE, centre=None), {Effect.COUNTS_FOR_CENTRE: 1}),
        (ANE, replace(ANE, email="b@desk.example"), {Effect.SIGNS_IN_WITH: 1}),
        (ANE, replace(ANE, channels=(Channel.CHAT,)), {Effect.WHAT_IS_OPEN_STAYS: 3}),
        (replace(ANE, channels=(Channel.CHAT,)), ANE, {}),
    ],
)
def test_what_a_change_does_is_counted(
    before: AccountBody, after: AccountBody, found: dict[Effect, int]
) -> None:
    assert effects(before, after, HELD) == found


def test_changed_fields_are_named() -> None:
    assert changed_fields(ANE, replace(ANE, name="Bo", skills=("nav",))) == ["name", "skills"]
