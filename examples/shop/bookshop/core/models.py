"""Abstract bases of models. None of them is a table, so nobody owns one here."""

from django.conf import settings
from django.db import models

from bookshop.core.clock import now


class TimeStampedModel(models.Model):
    """When a row came and when it changed."""

    created_at = models.DateTimeField(default=now, editable=False)
    updated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def touch(self):
        """It was changed just now; the caller saves."""
        self.updated_at = now()


class AuthoredModel(TimeStampedModel):
    """A row that somebody made. The key is reported once, here, and not in every app that inherits it."""

    author = models.ForeignKey(  # expect: cross-module-foreign-key
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="%(app_label)s_%(class)ss",
    )

    class Meta:
        abstract = True
