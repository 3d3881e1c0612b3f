"""Who can have shifts, and how files name them: by id, by e-mail address, or by name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.counsellor import CounsellorId, Role


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can have shifts."""

    counsellor_id: CounsellorId
    name: str
    email: str
    centre: str | None
    role: Role
    disabled: bool


class People:
    """Everybody, found by whatever a file calls them."""

    def __init__(self, everybody: Iterable[Person]) -> None:
        self.by_id = {one.counsellor_id: one for one in everybody}
        self._named: dict[str, list[Person]] = {}
        for one in self.by_id.values():
            for name in {str(one.counsellor_id), one.email, one.name.casefold()}:
                self._named.setdefault(name, []).append(one)

    def called(self, name: str, centre: str | None = None) -> Sequence[Person]:
        """Those it may mean: one of them, or none; of several with one name those of this centre."""
        found = self._named.get(name.strip().casefold(), [])
        here = [one for one in found if one.centre == centre]
        return here if len(found) > 1 and here else found
