"""Who carries. A model that does not live in `models.py`."""

from django.db import models


class Carrier(models.Model):
    """A firm that carries parcels."""

    name = models.CharField(max_length=50)
    is_active = models.BooleanField(default=True)

    class Meta:
        app_label = "shipping"
