"""Who gets which letters."""

from __future__ import annotations

from dataclasses import dataclass

from bookshop.accounts.models import Customer  # expect: private-import
# expect next line: unused-suppression
from bookshop.catalogue.api.dtos import BookDTO  # ringfence: ignore[private-import] -- was a model once
from bookshop.common.money import format_price, to_cents  # expect: god-module-import, god-module-import
from bookshop.marketing.models import Campaign, Letter
from bookshop.orders.api.dtos import OrderDTO

# TODO: no customer.save() in here any more; ask CustomerCommandPort


@dataclass
class Customers:
    """A group of customers, in memory."""

    status: str = "new"

    def save(self) -> str:
        """What it is called in a file."""
        return self.status


def fill(campaign: Campaign) -> int:
    """Our own table between campaigns and customers, from both sides."""
    customers = Customer.objects.reachable()  # expect: foreign-model-read
    campaign.customers.set(customers)
    for customer in customers:
        customer.campaigns.add(campaign)
        Letter.objects.create(campaign=campaign, customer_id=customer.pk)
    return campaign.letters.count()


def mark(campaign: Campaign) -> None:
    """The rows of accounts."""
    for customer in campaign.customers.all():  # expect: foreign-model-read
        customer.status = "target"  # expect: foreign-model-write
        customer.seen = True
        customer.save()  # expect: foreign-model-write
    campaign.active = False
    campaign.save()


def show(number: int) -> Customer:
    """For a page only: nothing is saved."""
    customer = Customer.objects.get(pk=number)  # expect: foreign-model-read
    customer.status = customer.status.upper()
    return customer


def group(status: str) -> str:
    """Looks like a row, and is none."""
    customers = Customers()
    customers.status = status
    return customers.save()


def teaser(book: BookDTO, order: OrderDTO) -> str:
    """One line of a letter."""
    cents = to_cents(f"{book.price_cents // 100}.00")
    return f"{book.title}, {cents} ({order.status}, {format_price})"
