"""What readers think of books."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from bookshop.catalogue.api.dtos import BookDTO


class Review(models.Model):
    """Stars and words."""

    book = models.ForeignKey("catalogue.Book", on_delete=models.CASCADE, related_name="reviews")  # expect: cross-module-foreign-key
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)  # expect: cross-module-foreign-key
    stars = models.IntegerField(default=3)
    text = models.TextField(blank=True)

    @staticmethod
    def title_for(book: BookDTO) -> str:
        """What stands above."""
        return f"About {book.title}"


class Like(models.Model):
    """A thumb up, for anything."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey("content_type", "object_id")  # expect: cross-module-foreign-key (hint)
