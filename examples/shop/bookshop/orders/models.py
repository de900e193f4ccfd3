"""Orders, their lines and their invoices."""

from django.db import models

from bookshop.accounts.models import Customer  # expect: private-import
from bookshop.core.models import AuthoredModel


class OrderQuerySet(models.QuerySet):
    """Questions about orders."""

    def open(self):
        """Those that are not finished."""
        return self.exclude(status__in=["done", "cancelled"])


class Order(AuthoredModel):  # expect: multiple-table-writers
    """What a customer wants."""

    class Status(models.TextChoices):
        """How far it is."""

        OPEN = "open"
        PAID = "paid"
        SENT = "sent"
        DONE = "done"
        CANCELLED = "cancelled"

    number = models.CharField(max_length=20, unique=True)
    customer = models.ForeignKey(  # expect: cross-module-foreign-key
        Customer, on_delete=models.PROTECT, related_name="orders"
    )
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.OPEN)
    total_cents = models.IntegerField(default=0)
    paid_cents = models.IntegerField(default=0)

    objects = OrderQuerySet.as_manager()

    def cancel(self):
        """Stop it."""
        self.status = self.Status.CANCELLED
        self.save(update_fields=["status"])


class OrderLine(models.Model):  # expect: multiple-table-writers
    """One book of an order."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    # A logical key: the column is there, and no constraint ties the tables together.
    book = models.ForeignKey("catalogue.Book", on_delete=models.DO_NOTHING, db_constraint=False)
    quantity = models.IntegerField(default=1)
    price_cents = models.IntegerField(default=0)


class OrderNote(models.Model):
    """Somebody wrote something. Orders call them `ordernote_set`."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE)
    text = models.TextField()


class Invoice(models.Model):  # expect: multiple-table-writers
    """The paper of an order, in a table with an old name."""

    order = models.OneToOneField(Order, on_delete=models.CASCADE)
    state = models.CharField(max_length=20, default="draft")

    class Meta:
        db_table = "legacy_invoices"
