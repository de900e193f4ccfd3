"""Abstract bases of models. None of them is a table."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class TimeStampedModel(models.Model):
    """When a row came and when it changed."""

    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class AuditedModel(TimeStampedModel):
    """And who made it."""

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="%(app_label)s_%(class)s_created",
    )

    class Meta:
        abstract = True


class SoftDeleteQuerySet(models.QuerySet):
    """Rows that are only marked as gone."""

    def alive(self):
        """Those that are not gone."""
        return self.filter(deleted_at=None)

    def bury(self):
        """Mark all as gone."""
        return self.update(deleted_at=timezone.now())


class SoftDeleteModel(models.Model):
    """A row that is only marked as gone."""

    deleted_at = models.DateTimeField(null=True)

    objects = SoftDeleteQuerySet.as_manager()

    class Meta:
        abstract = True

    def restore(self):
        """Take the mark away."""
        self.deleted_at = None
        self.save(update_fields=["deleted_at"])
