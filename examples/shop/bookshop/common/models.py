"""One table for everything that somebody wanted to keep."""

from django.db import models


class Setting(models.Model):  # expect: multiple-table-writers
    """A value by its name."""

    key = models.CharField(max_length=50, unique=True)
    value = models.TextField(blank=True)

    @classmethod
    def read(cls, key, default=""):
        """The value, or the default."""
        return cls.objects.filter(key=key).values_list("value", flat=True).first() or default
