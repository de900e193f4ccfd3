"""Small steps of a payment, called from many places of the app."""

from shop.orders.models import Order, OrderLine
from shop.payments.models import Payment


def hold(order: Order) -> None:
    """Known by its annotation: the write is found in here, and not again at the calls."""
    order.status = "on hold"
    order.save()


def count_up(row):
    """No annotation: the calls tell."""
    row.quantity += 1
    row.save()


def settle(payment):
    """Only ever called with rows of payments."""
    payment.status = "settled"
    payment.save()


def lines_of(payment: Payment) -> list[OrderLine]:
    """The lines that a payment is for."""
    return list(payment.order.lines.all())


def persist(row):
    """Save anything."""
    row.full_clean()
    row.save()
