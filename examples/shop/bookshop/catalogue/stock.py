"""How many books there are: catalogue's own writes."""

from django.db import transaction
from django.db.models import F

from bookshop.catalogue.models import Book
from bookshop.common.models import Setting  # expect: god-module-import
from bookshop.reporting.figures import note_low_stock  # expect: forbidden-import, module-cycle

from .common import clean_isbn


def take(book_id: int, count: int) -> bool:
    """Take books from the shelf; whether there were enough."""
    taken = Book.objects.filter(pk=book_id, stock__gte=count).update(stock=F("stock") - count)
    if not taken:
        note_low_stock(book_id)
    return bool(taken)


@transaction.atomic
def receive(isbn: str, count: int) -> None:
    """Books came in."""
    book = Book.objects.select_for_update().get(isbn=clean_isbn(isbn))
    book.stock += count
    book.is_active = True
    book.touch()
    book.save()
    Setting.objects.update_or_create(key="last_delivery", defaults={"value": isbn})  # expect: foreign-model-write
