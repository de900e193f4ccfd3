"""Coupons, and which order used which."""

from django.db import models


class Coupon(models.Model):
    """Something off."""

    code = models.CharField(max_length=20, unique=True)
    used = models.IntegerField(default=0)


class OrderCoupon(models.Model):
    """A coupon on an order."""

    order = models.ForeignKey("shop_orders.Order", on_delete=models.CASCADE)
    coupon = models.ForeignKey(Coupon, on_delete=models.CASCADE)
    value_cents = models.IntegerField(default=0)
