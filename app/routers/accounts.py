"""Accounts of staff, for coordinators: shown, previewed, added, changed, and codes to choose passwords with.

What comes in is described and not converted: the domain reads it, with one set of reasons.
"""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, WithJsonSchema

from app.domain.policy import bounds
from app.frames.shared import instant
from app.routers.dependencies import CoordinatorRoute, Member, TheDesk
from app.routers.policy import reason_of
from app.services.sign_in import Code, Listed

router = APIRouter(prefix="/api/accounts", tags=["accounts"], route_class=CoordinatorRoute)

Text = Annotated[Any, WithJsonSchema({"type": "string"})]
MaybeText = Annotated[Any, WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "null"}]})]
MaybeNumber = Annotated[Any, WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "null"}]})]
Texts = Annotated[Any, WithJsonSchema({"type": "array", "items": {"type": "string"}})]
Role = Annotated[Any, WithJsonSchema({"enum": ["counsellor", "coordinator"]})]
Flag = Annotated[Any, WithJsonSchema({"type": "boolean"})]

OLDER: dict[int | str, dict[str, Any]] = {
    409: {"description": "`if_version` is no longer the newest, or the desk's rules forbid it"}
}


class AccountBody(BaseModel):
    """An account, whole; without `channels` and `languages` it has those that everybody has."""

    model_config = ConfigDict(extra="forbid")

    email: Text = None
    name: Text = None
    role: Role = "counsellor"
    centre: MaybeText = None
    channels: Texts = ["chat", "phone"]
    languages: Texts = ["nb", "nn", "en"]
    skills: Texts = []
    chat_capacity: MaybeNumber = None
    active: Flag = True


class ChangeBody(AccountBody):
    """The account as it shall be; `if_version`: the one read, so that nobody's change is lost."""

    if_version: MaybeText = None
    reason: MaybeText = None


class PreviewBody(AccountBody):
    """The account as it would be; without an id a new one."""

    account_id: UUID | None = None


class CodeBody(BaseModel):
    """`close_former`: the former password ends now, and so does every sign-in with it."""

    model_config = ConfigDict(extra="forbid", strict=True)

    close_former: bool = False


class StandingCode(BaseModel):
    """A code nobody has used; `needed`: until then there is no other way in."""

    expires_at: str
    needed: bool


class Account(BaseModel):
    """An account; `version` changes with what it holds, `own` is the reader's."""

    account_id: UUID
    email: str
    name: str
    role: str
    centre: str | None
    channels: list[str]
    languages: list[str]
    skills: list[str]
    chat_capacity: int | None
    active: bool
    version: str
    own: bool
    code: StandingCode | None


class Accounts(BaseModel):
    """All of them by name; nobody may hold more than `most_chats` at once."""

    accounts: list[Account]
    most_chats: int


class FreshCode(BaseModel):
    """Shown once; with it and the e-mail address a password is chosen (`POST /api/login/password`)."""

    code: str
    expires_at: str


class Added(BaseModel):
    """A new account, and the code for its owner."""

    account: Account
    code: FreshCode


class EffectCount(BaseModel):
    """What a change does beyond the account, and to how many."""

    code: str
    count: int


class Previewed(BaseModel):
    """What would be otherwise, field by field, and what that does."""

    before: dict[str, Any]
    after: dict[str, Any]
    effects: list[EffectCount]


@router.get("")
async def accounts(member: Member, desk: TheDesk) -> Accounts:
    """Everybody, the shut ones too."""
    found = [_account(one, member.counsellor_id) for one in await desk.account_desk.changes.every()]
    return Accounts(accounts=found, most_chats=bounds("chat_capacity")[1])


@router.post("/preview")
async def preview(body: PreviewBody, member: Member, desk: TheDesk) -> Previewed:
    """What saving this would do, and nothing is saved; refused as saving it would be."""
    given = body.model_dump(exclude={"account_id"})
    found = await desk.account_desk.changes.preview(body.account_id, given, author_id=member.counsellor_id)
    counted = [EffectCount(code=code, count=count) for code, count in found.effects.items()]
    return Previewed(before=found.before, after=found.after, effects=counted)


@router.post("", status_code=201)
async def add(body: AccountBody, member: Member, desk: TheDesk) -> Added:
    """A new account; 422 `invalid` with field -> why."""
    made, code = await desk.account_desk.changes.add(body.model_dump(), author_id=member.counsellor_id)
    return Added(account=_account(made, member.counsellor_id), code=_code(code))


@router.put("/{account_id}", responses=OLDER)
async def change(account_id: UUID, body: ChangeBody, member: Member, desk: TheDesk) -> Account:
    """Another account for somebody; 404 `not_found`, 409 `wrong_state`, 422 `invalid`.

    Nobody changes her own role or shuts her own account, and the last coordinator stays one (409).
    """
    changed = await desk.account_desk.changes.change(
        account_id,
        body.model_dump(exclude={"if_version", "reason"}),
        author_id=member.counsellor_id,
        if_version=body.if_version,
        reason=reason_of(body.reason),
    )
    return _account(changed, member.counsellor_id)


@router.post("/{account_id}/code", status_code=201, responses=OLDER)
async def new_code(account_id: UUID, body: CodeBody, member: Member, desk: TheDesk) -> FreshCode:
    """A code for who has lost her password; a former code is void. 404 `not_found`, 409 `wrong_state`."""
    author_id = member.counsellor_id
    return _code(
        await desk.account_desk.codes.make(account_id, close_former=body.close_former, author_id=author_id)
    )


def _account(one: Listed, reader: UUID) -> Account:
    code = None
    if one.code is not None:
        code = StandingCode(expires_at=instant(one.code.expires_at), needed=one.code.needed)
    return Account(
        account_id=one.account_id,
        version=one.version,
        own=one.account_id == reader,
        code=code,
        **one.account.as_json(),
    )


def _code(code: Code) -> FreshCode:
    return FreshCode(code=code.code, expires_at=instant(code.expires_at))
