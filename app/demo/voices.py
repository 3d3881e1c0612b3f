"""What citizens of the demo's past said of the service: about one in three, mostly content; all invented."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from random import Random

from app.domain.contact import Cause, Channel, State
from app.domain.policy import Policy
from app.repositories.feedback import Voice
from app.repositories.past import PastContact

SHARE = 0.35
WITH_WORDS = 0.3
SCORES = (1, 2, 3, 4, 5)
WEIGHTS = (3, 5, 12, 32, 48)
SEED = 5_000

WORDS = {
    1: ("Måtte vente lenge og fikk ikke svar på det jeg lurte på.", "Chatten falt ut midt i svaret."),
    2: ("Fikk bare lenker.", "Litt korte svar.", "Eg hadde håpa på meir hjelp med søknaden."),
    3: (
        "Greit, men jeg visste det meste fra før.",
        "Helt ok.",
        "Fekk svar, men måtte vente ei stund.",
        "OK, but I still have to call the school.",
    ),
    4: (
        "Fin samtale, og lenkene var nyttige.",
        "Fekk gode tips om fagskule.",
        "Bra at man kan være anonym.",
        "Raskt svar!",
        "Good help, thank you.",
        "Nå vet jeg hvem jeg skal spørre.",
    ),
    5: (
        "Tusen takk, nå vet jeg hva jeg skal søke på!",
        "Veldig hyggelig og tålmodig veileder.",
        "Endeleg nokon som forklarte poenggrensene slik at eg forstod dei.",
        "Ble tatt på alvor. Det betydde mye.",
        "Super hjelp, anbefales 😊",
        "Best chat ever, I got an answer in two minutes.",
        "Takk for at du tok deg tid!",
        "Eg kjem gjerne tilbake.",
    ),
}


def voices(contacts: Iterable[PastContact], now: datetime) -> list[Voice]:
    """An answer for some of the chats that were answered; older ones have lost their words already."""
    kept_since = now - timedelta(days=Policy().feedback_words_days)
    found = []
    for contact in contacts:
        draw = Random(f"{SEED}/{contact.id}")
        said = voice(draw) if _could_answer(contact) else None
        if said is None:
            continue
        at = contact.steps[-1].at
        score, words = said
        found.append(Voice(contact.id, at, score, words if at > kept_since else None))
    return found


def voice(draw: Random) -> tuple[int, str | None] | None:
    """What somebody says, a score and perhaps words; most say nothing."""
    if draw.random() >= SHARE:
        return None
    score = draw.choices(SCORES, WEIGHTS)[0]
    return score, draw.choice(WORDS[score]) if draw.random() < WITH_WORDS else None


def _could_answer(contact: PastContact) -> bool:
    """Somebody chatted with her, and she did not erase it; of a follow-up nobody is asked."""
    steps = contact.steps
    answered = any(step.state is State.ACTIVE for step in steps)
    causes = {step.cause for step in steps}
    over = steps[-1].state in (State.CLOSED, State.WRAP_UP)
    asked = not causes & {Cause.FOLLOW_UP, Cause.ERASED}
    return contact.channel is Channel.CHAT and answered and over and asked
