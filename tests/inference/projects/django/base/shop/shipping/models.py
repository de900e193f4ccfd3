"""What is on its way."""

from django.db import models

from shop.shipping.carriers import Carrier


class Parcel(models.Model):
    """A box for an order."""

    order = models.ForeignKey("shop_orders.Order", on_delete=models.CASCADE, related_name="parcels")
    payment = models.ForeignKey("payments.Payment", null=True, on_delete=models.SET_NULL)
    carrier = models.ForeignKey(Carrier, null=True, on_delete=models.SET_NULL)
    status = models.CharField(max_length=20, default="packed")
