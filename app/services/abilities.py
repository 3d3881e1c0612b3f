"""What a counsellor answers in, knows specially and may hold at once: shown, changed, audited."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from app.domain.contact import Language
from app.domain.counsellor import EVERYBODYS_LANGUAGES
from app.domain.errors import Invalid, NotFound, WrongState
from app.domain.policy import bounds
from app.repositories import abilities, desk, staff
from app.repositories.abilities import LANGUAGE, SKILL
from app.repositories.routing import SINCE
from app.repositories.staff import Account
from app.repositories.transaction import Transaction, Transactions

LONGEST_SKILL = 40
MOST_SKILLS = 50


@dataclass(frozen=True, slots=True)
class AbilitiesView:
    """Of one counsellor; `chat_capacity` null: the desk's own."""

    languages: list[str]
    skills: list[str]
    chat_capacity: int | None


@dataclass(frozen=True, slots=True)
class AbilitiesChange:
    """What is to be otherwise; null: as it is. No languages at all: those that everybody answers in."""

    languages: Collection[str] | None = None
    skills: Collection[str] | None = None
    chat_capacity: int | None = None
    usual_capacity: bool = False
    """The desk's own capacity again."""


class AbilityChanges:
    """For those who run the desk; every change is known to dispatch at its next look."""

    def __init__(self, transaction: Transactions) -> None:
        """One for each command."""
        self._transaction = transaction

    async def show(self, email: str) -> AbilitiesView:
        """As they are; raises `NotFound`."""
        async with self._transaction() as tx:
            return await _view(tx, await _known(tx, email))

    async def change(self, email: str, change: AbilitiesChange) -> AbilitiesView:
        """Change what is given; raises `NotFound`, `Invalid`, and `WrongState` before `desk migrate`."""
        _check(change)
        async with self._transaction() as tx:
            if not tx.reached(SINCE):
                raise WrongState({"schema": "run desk migrate first"})
            account = await _known(tx, email)
            before = await _view(tx, account)
            await _store(tx, account, change)
            after = await _view(tx, account)
            if after != before:
                await _audit(tx, account, before, after)
        return after


def _check(change: AbilitiesChange) -> None:
    wrong: dict[str, str] = {}
    for language in change.languages or ():
        if language not in set(Language):
            wrong["languages"] = f"must be of {', '.join(Language)}, not {language!r}"
    for skill in change.skills or ():
        if not skill.isprintable() or not 0 < len(skill) <= LONGEST_SKILL:
            wrong["skills"] = f"must be of 1 to {LONGEST_SKILL} characters each"
    if len(change.skills or ()) > MOST_SKILLS:
        wrong["skills"] = f"must be at most {MOST_SKILLS}"
    most = bounds("chat_capacity")[1]
    if change.chat_capacity is not None and not 0 <= change.chat_capacity <= most:
        wrong["capacity"] = f"must be from 0 to {most}"
    if wrong:
        raise Invalid(wrong)


async def _store(tx: Transaction, account: Account, change: AbilitiesChange) -> None:
    if change.languages is not None:
        await abilities.put(tx, account.id, LANGUAGE, change.languages)
    if change.skills is not None:
        await abilities.put(tx, account.id, SKILL, change.skills)
    if change.chat_capacity is not None or change.usual_capacity:
        await staff.set_chat_capacity(tx, account.id, change.chat_capacity)
    tx.then.wake = True


async def _audit(tx: Transaction, account: Account, before: AbilitiesView, after: AbilitiesView) -> None:
    await desk.audit(
        tx,
        "staff_abilities",
        actor_id=None,
        subject=str(account.id),
        before=_as_json(before),
        after=_as_json(after),
    )


async def _known(tx: Transaction, email: str) -> Account:
    account = await staff.find(tx, email)
    if account is None:
        raise NotFound({"email": "unknown"})
    return account


async def _view(tx: Transaction, account: Account) -> AbilitiesView:
    found = (await abilities.of(tx, [account.id])).get(account.id)
    return AbilitiesView(
        languages=sorted(EVERYBODYS_LANGUAGES if found is None else found.languages),
        skills=[] if found is None else sorted(found.skills),
        chat_capacity=await staff.chat_capacity(tx, account.id),
    )


def _as_json(view: AbilitiesView) -> dict[str, Any]:
    return {
        "languages": list(map(str, view.languages)),
        "skills": view.skills,
        "chat_capacity": view.chat_capacity,
    }
