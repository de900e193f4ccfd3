"""Figures about everything. It reads what others keep, and writes a table that is not its own."""

from __future__ import annotations

from django.db import connection
from django.db.models import Sum

from bookshop.catalogue.models import Book  # expect: private-import
from bookshop.common.models import Setting  # expect: god-module-import
from bookshop.orders.models import Order  # expect: private-import
from bookshop.shipping.api.dtos import ParcelDTO  # expect: layer-violation


def sales() -> dict[str, int]:
    """Money by status."""
    totals = Order.objects.values_list("status").annotate(Sum("total_cents"))  # expect: foreign-model-read
    figures = dict(totals)
    figures.update(all=sum(figures.values()))
    return figures


def late_orders() -> list[str]:
    """Numbers of orders that are open for too long."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM ordering_order WHERE status = 'open'")  # expect: foreign-model-read
        return [number for (number,) in cursor.fetchall()]


def note_low_stock(book_id: int) -> None:
    """Remember that a book is missing."""
    book = Book.objects.only("title").get(pk=book_id)  # expect: foreign-model-read
    Setting.objects.update_or_create(key=f"low-{book_id}", defaults={"value": book.title})  # expect: foreign-model-write


def note_letters(count: int) -> None:
    """Remember how many letters went out."""
    setting, _ = Setting.objects.get_or_create(key="letters")  # expect: foreign-model-write
    setting.value = str(count)  # expect: foreign-model-write
    setting.save()  # expect: foreign-model-write


def parcels(sent: list[ParcelDTO]) -> int:
    """How many are on their way."""
    return sum(parcel.status == "sent" for parcel in sent)
