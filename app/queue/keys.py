"""The names of everything in Valkey: one hash tag, so that all of it lives in one slot."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys and the channel under one prefix."""

    prefix: str

    def _name(self, noun: str) -> str:
        return f"{{{self.prefix}}}:{noun}"

    @property
    def epoch(self) -> str:
        """String: which rebuild this is; scripts with another one change nothing (I10)."""
        return self._name("epoch")

    @property
    def line(self) -> str:
        """Sorted set: who waits, by class and ticket."""
        return self._name("line")

    @property
    def waiting(self) -> str:
        """Hash: contact -> what the match must know of it, as JSON."""
        return self._name("waiting")

    @property
    def contacts(self) -> str:
        """Hash: contact -> its version, who holds seats for it, and when it was over, as JSON."""
        return self._name("contacts")

    @property
    def seats(self) -> str:
        """Sorted set, all scores 0: `counsellor/contact` for each seat held; counted by lexical range."""
        return self._name("seats")

    @property
    def claims(self) -> str:
        """Sorted set by deadline in ms: `counsellor/contact` for each claim on its way."""
        return self._name("claims")

    @property
    def bus(self) -> str:
        """The one channel on which workers tell each other what they committed."""
        return self._name("bus")

    def limit(self, name: str) -> str:
        """String: when this bucket is empty again, in ms; expires then."""
        return self._name(f"limit:{name}")

    def challenge(self, word: str) -> str:
        """String: this challenge was given; expires, and is deleted when it is redeemed."""
        return self._name(f"challenge:{word}")

    def asker(self, contact_id: str) -> str:
        """String: the keyed hash of where this contact was asked for from; expires."""
        return self._name(f"asker:{contact_id}")

    def slowed(self, name: str) -> str:
        """String: whoever asks from there has been abusive; expires."""
        return self._name(f"slowed:{name}")

    @property
    def switchboard(self) -> list[str]:
        """All keys in the order in which every script declares them."""
        return [self.epoch, self.line, self.waiting, self.contacts, self.seats, self.claims]
