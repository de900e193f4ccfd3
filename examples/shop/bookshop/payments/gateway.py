"""The bank. Its words are those of Django, and it has no table."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Charge:
    """What the bank knows about a payment."""

    reference: str
    status: str = "open"

    def save(self) -> dict[str, str]:
        """Send it to the bank again."""
        return {"reference": self.reference, "status": self.status}


@dataclass
class Charges:
    """Documents of the bank."""

    sent: list[Charge] = field(default_factory=list)

    def create(self, **fields: str) -> Charge:
        """A new one."""
        charge = Charge(**fields)
        self.sent.append(charge)
        return charge

    def filter(self, **fields: str) -> Charges:
        """Some of them."""
        return Charges([charge for charge in self.sent if vars(charge).items() >= fields.items()])

    def delete(self) -> None:
        """Forget them."""
        self.sent.clear()


class Bank:
    """`bank.objects.create(...)` makes a charge, and no row."""

    def __init__(self) -> None:
        """Nothing is sent yet."""
        self.objects = Charges()


class Order:
    """An order as the bank knows it: only the name is the same."""

    def __init__(self, number: str) -> None:
        """By its number."""
        self.number = number
        self.status = "open"

    def save(self) -> None:
        """Nothing to do: the bank forgets at once."""
