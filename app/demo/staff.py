"""The people of a demo's desk: all invented, all with one password that everybody knows."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.counsellor import Role

PASSWORD = "demo-desk"  # noqa: S105 — it is printed when the demo starts.
DOMAIN = "@desk.example"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account of the demo; simulated ones are signed in by a program."""

    email: str
    name: str
    role: Role
    centre: str
    simulated: bool = False


COORDINATOR = DemoAccount(f"koordinator{DOMAIN}", "Kari Koordinator", Role.COORDINATOR, "TROMSO")

COUNSELLORS = tuple(
    DemoAccount(f"veileder{number}{DOMAIN}", name, Role.COUNSELLOR, centre)
    for number, (name, centre) in enumerate(
        [
            ("Eldbjørg Eksempel", "TRONDELAG"),
            ("Ivar Innfall", "INNLANDET"),
            ("Vigdis Vegviser", "VESTLAND"),
            ("Nils Nordlys", "TROMSO"),
            ("Tuva Tenkt", "TROMSO"),
            ("Oskar Oppdikt", "TRONDELAG"),
        ],
        start=1,
    )
)

SIMULATED = tuple(
    DemoAccount(f"simulert{number}{DOMAIN}", name, Role.COUNSELLOR, centre, simulated=True)
    for number, (name, centre) in enumerate(
        [
            ("Simen Simulert", "TRONDELAG"),
            ("Ronja Robot", "INNLANDET"),
            ("Mads Maskin", "VESTLAND"),
            ("Ada Automat", "TROMSO"),
        ],
        start=1,
    )
)

TURNUS = tuple(
    DemoAccount(f"turnus{number}{DOMAIN}", name, Role.COUNSELLOR, centre)
    for number, (name, centre) in enumerate(
        [
            ("Helga Hypotese", "INNLANDET"),
            ("Frode Fiksjon", "VESTLAND"),
            ("Pia Påfunn", "TROMSO"),
            ("Tord Tankespinn", "TROMSO"),
            ("Sunniva Skisse", "TROMSO"),
            ("Line Luftslott", "TROMSO"),
            ("Bjarne Blindskjær", "TROMSO"),
            ("Marit Modell", "TROMSO"),
            ("Aslak Antatt", "TROMSO"),
        ],
        start=1,
    )
)
"""They worked in the past and have no shift now: with the others, the nineteen of the annual report."""

ON_DUTY = (COORDINATOR, *COUNSELLORS, *SIMULATED)
EVERYBODY = (*ON_DUTY, *TURNUS)


def is_demo(email: str) -> bool:
    """Whether an address is one of the demo's."""
    return email.endswith(DOMAIN)
