"""What payments keeps. What the cases write of it is nobody's business but that of payments."""

from django.conf import settings
from django.db import models

from shop.catalogue.models import Product, Tag
from shop.core.models import AuditedModel
from shop.orders.models import Order


class Payment(AuditedModel):
    """Money that came for an order."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="payments")
    payer = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="payments")
    status = models.CharField(max_length=20, default="new")
    amount_cents = models.IntegerField(default=0)
    reference = models.CharField(max_length=50, blank=True)
    tags = models.ManyToManyField(Tag, related_name="payments")
    watchers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="watched_payments")


class Refund(models.Model):
    """Money that went back. Orders call them by the default name, `refund_set`."""

    payment = models.ForeignKey(Payment, on_delete=models.CASCADE, related_name="refunds")
    order = models.ForeignKey("shop_orders.Order", null=True, on_delete=models.SET_NULL)
    amount_cents = models.IntegerField(default=0)


class PaymentMethod(models.Model):
    """How a user pays."""

    user = models.OneToOneField("members.User", on_delete=models.CASCADE)
    kind = models.CharField(max_length=20)


class PayableOrder(Order):
    """Orders as payments sees them: a proxy, so the table is that of orders."""

    class Meta:
        proxy = True

    @property
    def missing_cents(self):
        """What is still to be paid."""
        return self.total_cents - self.paid_cents


class StoreCredit(Product):
    """A product that only payments knows: its own columns, joined to the table of all products."""

    balance_cents = models.IntegerField(default=0)
