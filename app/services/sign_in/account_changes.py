"""Coordinators edit the accounts of staff: shown, previewed, changed whole, guarded and audited."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from app.domain.accounts import (
    AccountBody,
    Effect,
    changed_fields,
    effects,
    only_named,
    read_account,
    require_kept,
)
from app.domain.counsellor import Presence
from app.domain.errors import Invalid, NotFound
from app.domain.fingerprint import fingerprint, require_unchanged
from app.domain.roster import Shift, shift_document
from app.domain.rules import Rules
from app.frames.bus import SettingsChanged
from app.repositories import accounts, desk, duty, planning, sign_in_codes, sign_ins, staff
from app.repositories.ids import new_token
from app.repositories.sign_in_codes import Standing
from app.repositories.transaction import Transaction, Transactions, again_when_busy
from app.services.sign_in.codes import Code, new_sign_in_code
from app.services.sign_in.passwords import Passwords

AUDITED = 100
"""Shifts that one line of the audit names."""
ACCOUNT_SHUT = "account_shut"


@dataclass(frozen=True, slots=True)
class Listed:
    """An account as it is; `version` changes with it, `code` stands until somebody chose a password."""

    account_id: UUID
    account: AccountBody
    code: Standing | None = None

    @property
    def version(self) -> str:
        """A digest of the document."""
        return fingerprint(self.account.as_json())


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be otherwise, field by field, and what that does."""

    before: dict[str, Any]
    after: dict[str, Any]
    effects: Mapping[Effect, int]


class AccountChanges:
    """Changes of accounts stand in one line behind the desk's row, so that a last coordinator stays."""

    def __init__(
        self,
        transaction: Transactions,
        rules: Callable[[], Rules],
        *,
        passwords: Passwords | None = None,
    ) -> None:
        """One for each worker."""
        self._transaction = transaction
        self._rules = rules
        self._passwords = passwords or Passwords()

    async def every(self) -> list[Listed]:
        """All accounts by name, the shut ones too."""
        async with self._transaction() as tx:
            codes = await sign_in_codes.standing(tx)
            found = await accounts.every(tx)
        return [Listed(account_id, one, codes.get(account_id)) for account_id, one in found.items()]

    async def preview(self, account_id: UUID | None, body: object, *, author_id: UUID) -> Preview:
        """What saving this would do; raises whatever saving it would. Without an id: a new account."""
        after = read_account(body)
        async with self._transaction() as tx:
            every = await accounts.every(tx)
            await _require_possible(tx, after, every, account_id)
            if account_id is None:
                return Preview({}, after.as_json(), {})
            before = _known(every, account_id)
            _require_kept(every, account_id, after, author_id)
            held = await accounts.at_work(tx, account_id)
        names = changed_fields(before, after)
        return Preview(only_named(before, names), only_named(after, names), effects(before, after, held))

    async def add(self, body: object, *, author_id: UUID) -> tuple[Listed, Code]:
        """A new account, and the code with which its owner chooses a password; raises `Invalid`."""
        account = read_account(body)
        password_hash = await self._passwords.hash(new_token())
        async with self._transaction() as tx:
            sign_in_codes.require(tx)
            await desk.lock_settings(tx)
            await _require_possible(tx, account, await accounts.every(tx), None)
            staff_id = await staff.add(
                tx,
                email=account.email,
                name=account.name,
                role=account.role,
                centre=account.centre,
                password_hash=password_hash,
            )
            fresh = (await accounts.every(tx))[staff_id]
            await accounts.store(tx, staff_id, fresh, account)
            if not account.active:
                await staff.set_disabled(tx, staff_id, disabled=True)
            code = await new_sign_in_code(tx, staff_id, needed=True)
            after = account.as_json()
            await desk.audit(tx, "staff_added", actor_id=author_id, subject=str(staff_id), after=after)
        return Listed(staff_id, account, Standing(code.expires_at, needed=True)), code

    @again_when_busy
    async def change(
        self,
        account_id: UUID,
        body: object,
        *,
        author_id: UUID,
        if_version: object = None,
        reason: str | None = None,
    ) -> Listed:
        """Another account for somebody; raises `Invalid`, `NotFound`, `WrongState` (see `require_kept`)."""
        after = read_account(body)
        async with self._transaction() as tx:
            await desk.lock_settings(tx)
            every = await accounts.every(tx)
            before = _known(every, account_id)
            require_unchanged(before.as_json(), if_version)
            await _require_possible(tx, after, every, account_id)
            _require_kept(every, account_id, after, author_id)
            if after != before:
                await self._store(tx, account_id, before, after, why=(author_id, reason))
            code = (await sign_in_codes.standing(tx)).get(account_id)
        return Listed(account_id, after, code)

    @again_when_busy
    async def switch(self, email: str, *, active: bool, reason: str | None = None) -> list[Shift]:
        """Shut or open an account from the command line, with all that `change` does; raises `NotFound`.

        Answers the shifts that ended with it. Whoever has the command line may shut the last coordinator
        too, and add another.
        """
        async with self._transaction() as tx:
            await desk.lock_settings(tx)
            account = await staff.find(tx, email)
            if account is None:
                raise NotFound({"email": "unknown"})
            before = (await accounts.every(tx))[account.id]
            if before.active is active:
                return []
            return await self._store(
                tx, account.id, before, replace(before, active=active), why=(None, reason)
            )

    async def _store(
        self,
        tx: Transaction,
        account_id: UUID,
        before: AccountBody,
        after: AccountBody,
        *,
        why: tuple[UUID | None, str | None],
    ) -> list[Shift]:
        """Store it with all that follows from it, under her row's lock; answers the shifts that ended."""
        await duty.lock(tx, [account_id])
        await accounts.store(tx, account_id, before, after)
        await self._narrow(tx, account_id, after)
        if before.centre != after.centre:
            await accounts.moved(tx, account_id)
        ended: list[Shift] = []
        if before.active and not after.active:
            ended = await self._shut(tx, account_id)
        elif after.active and not before.active:
            await staff.set_disabled(tx, account_id, disabled=False)
        if before.role is not after.role or not after.active:
            await sign_ins.end_sessions(tx, account_id)
        await _audit(tx, account_id, before, after, why=why, ended=ended)
        return ended

    async def _narrow(self, tx: Transaction, account_id: UUID, after: AccountBody) -> None:
        """She cannot wish for a channel that she may not have; without any left she is on a break."""
        row = await duty.find(tx, account_id)
        assert row is not None
        left = [name for name in row.wish_channels if name in after.channels]
        if left == list(row.wish_channels):
            return
        wish = row.wish if left or row.wish is not Presence.READY else Presence.BREAK
        await duty.set_wish(tx, row, wish, channels=left, reason=row.wish_reason)

    async def _shut(self, tx: Transaction, account_id: UUID) -> list[Shift]:
        """Off, off the plan, and shut; her conversations follow by the desk's own deadlines (P6)."""
        row = await duty.find(tx, account_id)
        assert row is not None
        if row.wish is not Presence.OFF:
            await duty.set_wish(tx, row, Presence.OFF, channels=row.wish_channels, reason=ACCOUNT_SHUT)
        gone, cut = await accounts.end_shifts(tx, account_id)
        if gone or cut:
            await desk.raise_settings_version(tx)
            await planning.tell(tx, [*gone, *cut], self._rules().policy)
            tx.publish(SettingsChanged())
        await staff.set_disabled(tx, account_id, disabled=True)
        return [*cut, *gone]


async def _audit(
    tx: Transaction,
    account_id: UUID,
    before: AccountBody,
    after: AccountBody,
    *,
    why: tuple[UUID | None, str | None],
    ended: list[Shift],
) -> None:
    """One line with what was and what is, and the shifts that ended with it."""
    action = "staff_changed"
    if before.active is not after.active:
        action = "staff_enabled" if after.active else "staff_disabled"
    names = [*changed_fields(before, after), "name"]
    was = only_named(before, names)
    if ended:
        was["ended_shifts"] = [shift_document(one, before.name) for one in ended[:AUDITED]]
    await desk.audit(
        tx,
        action,
        actor_id=why[0],
        subject=str(account_id),
        reason=why[1],
        before=was,
        after=only_named(after, names),
    )


async def _require_possible(
    tx: Transaction, wanted: AccountBody, every: Mapping[UUID, AccountBody], account_id: UUID | None
) -> None:
    """Raise `Invalid` for an address that somebody else has, and for a centre nobody knows."""
    wrong: dict[str, str] = {}
    if any(one.email == wanted.email and other != account_id for other, one in every.items()):
        wrong["email"] = "taken"
    if wanted.centre is not None and wanted.centre not in {code for code, _ in await staff.centres(tx)}:
        wrong["centre"] = "unknown"
    if wrong:
        raise Invalid(wrong)


def _known(every: Mapping[UUID, AccountBody], account_id: UUID) -> AccountBody:
    if account_id not in every:
        raise NotFound({"account_id": "unknown"})
    return every[account_id]


def _require_kept(
    every: Mapping[UUID, AccountBody], account_id: UUID, after: AccountBody, author_id: UUID
) -> None:
    others = [one for other, one in every.items() if other != account_id]
    require_kept(every[account_id], after, own=account_id == author_id, others=others)
