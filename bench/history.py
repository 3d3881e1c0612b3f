"""What people sent and heard in one round, and the verdict on it: lost, doubled, out of order."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Sent:
    """A message: its number rises with each one that this run sends; `sender` is a person's number."""

    number: int
    sender: int


@dataclass(slots=True)
class Talk:
    """One conversation of one round: `heard` holds, for each person, (seq, number) as it came."""

    hearers: dict[int, list[int]]
    """For each sender, who is to hear it."""
    sent: list[Sent] = field(default_factory=list)
    heard: dict[int, list[tuple[int, int]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many deliveries were wrong, and in which way."""

    lost: int = 0
    doubled: int = 0
    misplaced: int = 0

    def __add__(self, other: Verdict) -> Verdict:
        return Verdict(self.lost + other.lost, self.doubled + other.doubled, self.misplaced + other.misplaced)


def judge(talk: Talk) -> Verdict:
    """Lost: sent and not heard. Doubled: heard again. Misplaced: not in its order, see `_misplaced`."""
    senders = {sent.number: sent.sender for sent in talk.sent}
    due: dict[int, set[int]] = {}
    for sent in talk.sent:
        for person in talk.hearers[sent.sender]:
            due.setdefault(person, set()).add(sent.number)
    lost = doubled = misplaced = 0
    seqs: dict[int, int] = {}
    for person, heard in talk.heard.items():
        first = {number: seq for seq, number in reversed(heard) if number in senders}
        doubled += sum(number in senders for _, number in heard) - len(first)
        misplaced += _misplaced(heard, senders)
        misplaced += sum(seqs.setdefault(number, seq) != seq for number, seq in first.items())
        due.get(person, set()).difference_update(first)
    lost = sum(map(len, due.values()))
    return Verdict(lost, doubled, misplaced)


def _misplaced(heard: list[tuple[int, int]], senders: dict[int, int]) -> int:
    """Deliveries with a seq below one that came before, or after a later message of the same sender."""
    seen: set[int] = set()
    highest, latest, wrong = -1, dict.fromkeys(senders.values(), -1), 0
    for seq, number in heard:
        if number in seen or number not in senders:
            continue
        seen.add(number)
        sender = senders[number]
        wrong += seq <= highest or number < latest[sender]
        highest, latest[sender] = max(highest, seq), max(latest[sender], number)
    return wrong
