"""From the basket to the parcel. It knows everybody, by their public interfaces."""

from __future__ import annotations

from bookshop.accounts.api.ports import CustomerQueryPort
from bookshop.catalogue.api.ports import BookQueryPort
from bookshop.orders.api.ports import OrderCommandPort
from bookshop.orders.services import DjangoOrders, place_order
from bookshop.payments.models import Payment
from bookshop.shipping.services import pack


def orders() -> OrderCommandPort:
    """Who carries out orders about orders."""
    return DjangoOrders()


def buy(customers: CustomerQueryPort, books: BookQueryPort, customer_id: int, basket: dict[str, list[int]]) -> str:
    """Place an order; its number."""
    # Imported late, because storefront.views imports checkout.
    from bookshop.storefront.views import BASKET  # expect: layer-violation, module-cycle

    customer = customers.get(customer_id)
    if customer is None:
        raise LookupError(f"no customer {customer_id}")
    wanted = [book for book_id in basket[BASKET] if (book := books.get(book_id))]
    order = place_order(customer, wanted)
    payment = Payment.objects.filter(order__number=order.number).first()  # expect: foreign-model-read
    if payment:
        payment.status = "expected"  # expect: foreign-model-write
        payment.save()  # expect: foreign-model-write
        pack(payment.order_id, [book.title for book in wanted])
    basket.clear()
    return order.number
