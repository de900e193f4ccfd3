"""Books, their authors and where they lie."""

from django.db import models

from bookshop.core.models import TimeStampedModel


class Tag(models.Model):  # expect: multiple-table-writers
    """A word on a book."""

    name = models.CharField(max_length=50, unique=True)


class Author(models.Model):
    """Who wrote it."""

    name = models.CharField(max_length=100)


class BookQuerySet(models.QuerySet):
    """Questions about books."""

    def on_sale(self):
        """Those that can be bought."""
        return self.filter(is_active=True, stock__gt=0)


class Book(TimeStampedModel):  # expect: multiple-table-writers
    """Something to read."""

    title = models.CharField(max_length=200)
    isbn = models.CharField(max_length=13, unique=True)
    price_cents = models.IntegerField(default=0)
    stock = models.IntegerField(default=0)
    rating = models.FloatField(default=0)
    is_active = models.BooleanField(default=True)
    authors = models.ManyToManyField(Author, related_name="books")
    tags = models.ManyToManyField(Tag, related_name="books")

    objects = BookQuerySet.as_manager()


class AudioBook(Book):
    """A book that is read to you: its own columns, joined to the table of all books."""

    minutes = models.IntegerField(default=0)
