"""Pack and send."""

from __future__ import annotations

from django.db import connection

from bookshop.catalogue.models import Book  # expect: forbidden-import
from bookshop.common.texts import slug  # expect: god-module-import
from bookshop.core.db import archive_connection  # expect: shared-session
from bookshop.orders.api.dtos import OrderDTO
from bookshop.orders.api.ports import OrderCommandPort
from bookshop.shipping.models import Label, Parcel


def send(parcel: Parcel, orders: OrderCommandPort) -> None:
    """Our own rows, and a question to the owner of the order."""
    parcel.status = "sent"
    parcel.save()
    parcel.label.printed = True
    parcel.label.save()
    orders.mark_sent(parcel.order.number)


def send_without_asking(parcel: Parcel) -> None:
    """The same, and the order is written from here."""
    order = parcel.order
    order.status = "sent"  # expect: foreign-model-write
    order.save(update_fields=["status"])  # expect: foreign-model-write
    for line in order.lines.all():  # expect: foreign-model-read
        line.book.stock -= line.quantity  # expect: foreign-model-write
        line.book.save()  # expect: foreign-model-write


def pack(order_id: int, titles: list[str]) -> Parcel:
    """A new parcel."""
    parcel, created = Parcel.objects.get_or_create(order_id=order_id)
    if created:
        Label.objects.create(parcel=parcel)
    books = Book.objects.filter(title__in=titles)  # expect: foreign-model-read
    parcel.weight_grams = 300 * books.count()
    parcel.save()
    return parcel


def give_back(parcel: Parcel) -> None:
    """A parcel came back: by SQL, because that was quicker."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE shipping_parcel SET status = 'back' WHERE id = %s", [parcel.pk])
        cursor.execute(
            "UPDATE ordering_order SET status = 'open' "  # expect: foreign-model-write
            "WHERE id = %s",
            [parcel.order_id],
        )
        cursor.execute("DELETE FROM legacy_invoices WHERE order_id = %s", [parcel.order_id])  # expect: foreign-model-write


def archive(table: str) -> None:
    """Empty a table of the archive."""
    with archive_connection().cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")  # expect: foreign-model-write (hint)


def describe(order: OrderDTO) -> str:
    """What stands on the box."""
    return f"{slug(order.number)} ({order.status})"
