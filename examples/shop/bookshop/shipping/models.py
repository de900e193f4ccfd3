"""Parcels."""

from django.db import models

from bookshop.core.models import TimeStampedModel


class Parcel(TimeStampedModel):
    """A box for an order."""

    order = models.ForeignKey("ordering.Order", on_delete=models.CASCADE, related_name="parcels")  # expect: cross-module-foreign-key
    status = models.CharField(max_length=20, default="packed")
    weight_grams = models.IntegerField(default=0)


class Label(models.Model):
    """What is stuck on it."""

    parcel = models.OneToOneField(Parcel, on_delete=models.CASCADE, related_name="label")
    printed = models.BooleanField(default=False)
