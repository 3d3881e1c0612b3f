"""Hold every history against the others and against the desk: which promise was broken, and when first."""

from collections.abc import Sequence

from app.simulation.desk_view import desk_view
from app.simulation.evidence import Breach, Evidence
from app.simulation.message_checks import MESSAGE_CHECKS
from app.simulation.offer_checks import OFFER_CHECKS
from app.simulation.order_checks import ORDER_CHECKS
from app.simulation.place_checks import PLACE_CHECKS

RULES = {
    "I1": "what came back is stored",
    "I2": "seq is 1..n without gaps, each cid once",
    "I3": "everybody sees the stored order",
    "I4": "one owner, one offer at a time",
    "I5": "never beyond the capacity",
    "I6": "an ended contact stays ended",
    "I7": "places are kept, nobody is overtaken",
    "I8": "an offer ends in time",
    "I12": "one outcome for each",
    "I13": "no idle seat beside a waiting contact",
    "I14": "offers only to who is there",
    "I18": "a conversation reaches only its own people",
    "P2": "a message comes back or is refused",
    "§ 3": "a snapshot comes first",
}


def check(evidence: Evidence) -> Sequence[Breach]:
    """Every breach of a rule, the earliest first; none for a desk that keeps its promises."""
    found = [breach for rule in (*MESSAGE_CHECKS, *ORDER_CHECKS) for breach in rule(evidence)]
    view = desk_view(evidence)
    found += [breach for place_rule in (*OFFER_CHECKS, *PLACE_CHECKS) for breach in place_rule(view)]
    return sorted(found)
