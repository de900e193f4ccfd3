"""Payments and refunds."""

from django.db import models

from bookshop.catalogue.models import AudioBook, Tag  # expect: forbidden-import, forbidden-import
from bookshop.core.models import AuthoredModel
from bookshop.orders.models import Order  # expect: private-import


class Payment(AuthoredModel):  # expect: multiple-table-writers
    """Money that came for an order."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="payments")  # expect: cross-module-foreign-key
    # A logical key since 0002: the customer is known by a number.
    customer_id = models.IntegerField(null=True)
    status = models.CharField(max_length=20, default="new")
    amount_cents = models.IntegerField(default=0)
    reference = models.CharField(max_length=50, blank=True)
    # Declared here, so the table between the two is payments' own; only its key to the tag is not.
    tags = models.ManyToManyField(Tag, related_name="payments")  # expect: cross-module-foreign-key


class Refund(models.Model):
    """Money that went back. Orders call them by the default name, `refund_set`."""

    payment = models.ForeignKey(Payment, on_delete=models.CASCADE, related_name="refunds")
    order = models.ForeignKey("ordering.Order", on_delete=models.CASCADE)  # expect: cross-module-foreign-key
    amount_cents = models.IntegerField(default=0)


class PayableOrder(Order):
    """Orders as payments sees them: a proxy, so the table is that of orders."""

    class Meta:
        """No table of its own."""

        proxy = True

    @property
    def missing_cents(self):
        """What is still to be paid."""
        return self.total_cents - self.paid_cents


class Voucher(AudioBook):  # expect: cross-module-foreign-key
    """Sold like a book, because that was quicker: own columns, joined to the tables of catalogue."""

    code = models.CharField(max_length=20)
