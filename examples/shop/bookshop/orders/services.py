"""What orders does with its rows: orders' own writes."""

from collections.abc import Sequence

from django.db import transaction

from bookshop.accounts.api.dtos import CustomerDTO
from bookshop.catalogue.api.dtos import BookDTO
from bookshop.common import Money, format_price  # ringfence: ignore[god-module-import] -- goes with the new invoices
from bookshop.orders.api.dtos import OrderDTO
from bookshop.orders.models import Invoice, Order, OrderLine


def as_dto(order: Order) -> OrderDTO:
    """An order, as others see it."""
    return OrderDTO(number=order.number, status=order.status, total_cents=order.total_cents)


@transaction.atomic
def place_order(customer: CustomerDTO, books: Sequence[BookDTO]) -> OrderDTO:
    """A new order with one line for each book."""
    order = Order(customer_id=customer.id, number=f"B{Order.objects.count() + 1:06}")
    order.total_cents = sum(book.price_cents for book in books)
    order.save()
    OrderLine.objects.bulk_create(
        [OrderLine(order=order, book_id=book.id, price_cents=book.price_cents) for book in books]
    )
    Invoice.objects.create(order=order)
    return as_dto(order)


def headline(order: Order) -> str:
    """What stands on the invoice."""
    return f"Order {order.number}: {format_price(Money(order.total_cents))}"


def find_order(number):
    """The row itself. Nothing says so, but everybody outside uses it."""
    return Order.objects.filter(number=number).first()


class DjangoOrders:
    """The ports of orders, on Django's models."""

    def get(self, number: str) -> OrderDTO | None:
        """The order, if there is one."""
        order = find_order(number)
        return as_dto(order) if order else None

    def mark_paid(self, number: str, cents: int) -> None:
        """Money came."""
        order = Order.objects.select_for_update().get(number=number)
        order.paid_cents += cents
        if order.paid_cents >= order.total_cents:
            order.status = Order.Status.PAID
        order.save(update_fields=["paid_cents", "status"])

    def mark_sent(self, number: str) -> None:
        """It is on its way."""
        Order.objects.filter(number=number).update(status=Order.Status.SENT)
