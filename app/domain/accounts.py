"""What an account of staff says of somebody, and what no change of it may do."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from app.domain.contact import Channel, Language
from app.domain.counsellor import EVERYBODYS_LANGUAGES, Role
from app.domain.errors import WrongState
from app.domain.one_line import read_line
from app.domain.policy import bounds
from app.domain.reading import Problems, read_flag, read_list, read_mapping

LONGEST_NAME = 80
LONGEST_EMAIL = 254
LONGEST_SKILL = 40
MOST_SKILLS = 50


@dataclass(frozen=True, slots=True)
class AccountBody:
    """One account as coordinators edit it; `chat_capacity` null: the desk's own."""

    email: str
    name: str
    role: Role
    centre: str | None
    channels: tuple[Channel, ...]
    languages: tuple[Language, ...]
    skills: tuple[str, ...]
    chat_capacity: int | None
    active: bool

    def as_json(self) -> dict[str, Any]:
        """The document that is shown, previewed and audited."""
        document = asdict(self)
        return {name: list(value) if isinstance(value, tuple) else value for name, value in document.items()}


def read_account(body: object) -> AccountBody:
    """An account as it was sent; raises `Invalid` with field -> why for all that is wrong with it."""
    problems = Problems()
    fields = read_mapping(problems, "body", body)
    read = AccountBody(
        email=_email(problems, fields.get("email")),
        name=read_line(problems, "name", fields.get("name"), most=LONGEST_NAME),
        role=_role(problems, fields.get("role")),
        centre=_centre(problems, fields.get("centre")),
        channels=_channels(problems, fields.get("channels", list(Channel))),
        languages=_languages(problems, fields.get("languages", sorted(EVERYBODYS_LANGUAGES))),
        skills=_skills(problems, fields.get("skills")),
        chat_capacity=_capacity(problems, fields.get("chat_capacity")),
        active=read_flag(problems, "active", fields.get("active"), otherwise=True),
    )
    problems.raise_any()
    return read


def changed_fields(before: AccountBody, after: AccountBody) -> list[str]:
    """The names of what is otherwise, in the order of the form."""
    was, now = before.as_json(), after.as_json()
    return [name for name in was if was[name] != now[name]]


@dataclass(frozen=True, slots=True)
class AtWork:
    """What somebody holds just now, which a change of her account may end."""

    sign_ins: int = 0
    conversations: int = 0
    shifts: int = 0


class Effect(StrEnum):
    """What a change of an account does beyond the account itself; stable codes."""

    SIGNED_OUT = "signed_out"
    CONVERSATIONS_RETURN = "conversations_return"
    CONVERSATIONS_AT_RISK = "conversations_at_risk"
    SHIFTS_END = "shifts_end"
    SIGNS_IN_AS_BEFORE = "signs_in_as_before"
    BECOMES_COORDINATOR = "becomes_coordinator"
    IS_COORDINATOR_NO_MORE = "is_coordinator_no_more"
    COUNTS_FOR_CENTRE = "counts_for_centre"
    SIGNS_IN_WITH = "signs_in_with"
    WHAT_IS_OPEN_STAYS = "what_is_open_stays"


def effects(before: AccountBody, after: AccountBody, held: AtWork) -> dict[Effect, int]:
    """What the change does, and to how many; 1 where nothing is counted.

    Another role holds from the next sign-in: whoever is signed in is signed out, and has the usual minute
    to come back before her conversations go first in line. Shutting does not wait for that.
    """
    shut, opened = before.active and not after.active, after.active and not before.active
    other_role = before.role is not after.role
    narrower = not set(before.channels) <= set(after.channels) or after.chat_capacity != before.chat_capacity
    found = {
        Effect.SIGNED_OUT: held.sign_ins if shut or other_role else 0,
        Effect.CONVERSATIONS_RETURN: held.conversations if shut else 0,
        Effect.CONVERSATIONS_AT_RISK: held.conversations if other_role and not shut else 0,
        Effect.SHIFTS_END: held.shifts if shut else 0,
        Effect.SIGNS_IN_AS_BEFORE: int(opened),
        Effect.BECOMES_COORDINATOR: int(other_role and after.role is Role.COORDINATOR),
        Effect.IS_COORDINATOR_NO_MORE: int(other_role and before.role is Role.COORDINATOR),
        Effect.COUNTS_FOR_CENTRE: int(before.centre != after.centre),
        Effect.SIGNS_IN_WITH: int(before.email != after.email),
        Effect.WHAT_IS_OPEN_STAYS: held.conversations if narrower and not shut else 0,
    }
    return {effect: count for effect, count in found.items() if count}


def require_kept(
    before: AccountBody, after: AccountBody, *, own: bool, others: Iterable[AccountBody]
) -> None:
    """What no change may do: raises `WrongState` with field -> why.

    Nobody shuts herself out or gives up her own role (a colleague does it), and the desk never loses its
    last coordinator who can sign in; `others` are all accounts but this one.
    """
    if own and before.role is not after.role:
        raise WrongState({"role": "is your own: another coordinator changes it"})
    if own and before.active and not after.active:
        raise WrongState({"active": "is your own account: another coordinator shuts it"})
    if coordinates(before) and not coordinates(after) and not any(map(coordinates, others)):
        raise WrongState({"role" if after.active else "active": "is the last coordinator's"})


def coordinates(account: AccountBody) -> bool:
    """Whether this account can do what only coordinators may."""
    return account.active and account.role is Role.COORDINATOR


def only_named(account: AccountBody, names: Collection[str]) -> dict[str, Any]:
    """These fields of an account, for the audit."""
    return {name: value for name, value in account.as_json().items() if name in names}


def _email(problems: Problems, value: object) -> str:
    email = read_line(problems, "email", value, most=LONGEST_EMAIL).lower()
    local, _, domain = email.partition("@")
    if email and (not (local and domain) or "@" in domain or any(sign.isspace() for sign in email)):
        problems.add("email", "must be an e-mail address")
    return email


def _role(problems: Problems, value: object) -> Role:
    if isinstance(value, str) and value in set(Role):
        return Role(value)
    problems.add("role", f"must be one of {', '.join(Role)}")
    return Role.COUNSELLOR


def _centre(problems: Problems, value: object) -> str | None:
    if value is not None and not isinstance(value, str):
        problems.add("centre", "must be a code or null")
        return None
    return value


def _channels(problems: Problems, value: object) -> tuple[Channel, ...]:
    return tuple(Channel(one) for one in _chosen(problems, "channels", value, list(Channel)))


def _languages(problems: Problems, value: object) -> tuple[Language, ...]:
    return tuple(Language(one) for one in _chosen(problems, "languages", value, list(Language)))


def _chosen(problems: Problems, name: str, value: object, known: Sequence[str]) -> list[str]:
    """At least one of those the desk knows, each once and in the desk's order."""
    given = read_list(problems, name, value, most=2 * len(known))
    if any(not isinstance(one, str) or one not in known for one in given):
        problems.add(name, f"must be of {', '.join(known)}")
    if not given:
        problems.add(name, "must hold at least one")
    return [one for one in known if one in given]


def _skills(problems: Problems, value: object) -> tuple[str, ...]:
    found = set()
    for one in read_list(problems, "skills", [] if value is None else value, most=MOST_SKILLS):
        text = one.strip() if isinstance(one, str) else ""
        if not text.isprintable() or not 0 < len(text) <= LONGEST_SKILL:
            problems.add("skills", f"must be of 1 to {LONGEST_SKILL} characters each")
        found.add(text)
    return tuple(sorted(found))


def _capacity(problems: Problems, value: object) -> int | None:
    most = bounds("chat_capacity")[1]
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        problems.add("chat_capacity", f"must be from 0 to {most}")
        return None
    return value
