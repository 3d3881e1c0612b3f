"""An offer as the counsellor sees it: the contact, until when it is held, and why it came to her."""

from uuid import UUID

from app.domain.offer import Outcome
from app.frames.shared import ContactView, Frame, Instant, Part


class WhyWords(Part, frozen=True, kw_only=True):
    """Why the contact was offered to this counsellor, layer by layer, in each language of the pages."""

    nb: str
    nn: str
    en: str


class OfferPart(Part, frozen=True, kw_only=True):
    """An open offer to this counsellor; `why` names the layer that decided, `why_words` tells the whole."""

    offer_id: UUID
    contact: ContactView
    expires_at: Instant
    why: str
    why_words: WhyWords | None = None


class OfferFrame(Frame, frozen=True, kw_only=True, tag="offer"):
    """A contact is held for me until `expires_at`; `why` and `why_words` as in `OfferPart`."""

    offer_id: UUID
    contact: ContactView
    expires_at: Instant
    why: str
    why_words: WhyWords | None = None


class OfferEnded(Frame, frozen=True, kw_only=True, tag="offer_ended"):
    """The offer is over."""

    offer_id: UUID
    contact_id: UUID
    outcome: Outcome
