"""Orders, their lines and their notes."""

from django.conf import settings
from django.db import models

from shop.accounts.models import Customer
from shop.core.models import AuditedModel


class OrderQuerySet(models.QuerySet):
    """Questions about orders."""

    def open(self):
        """Those that are not finished."""
        return self.exclude(status="done")

    def of_customer(self, customer):
        """Those of one customer."""
        return self.filter(customer=customer)


class OpenOrderManager(models.Manager):
    """Only those that are not finished."""

    def get_queryset(self):
        return super().get_queryset().exclude(status="done")

    def place(self, customer, **fields):
        """A new order. The owner's own method."""
        return self.create(customer=customer, status="placed", **fields)


class Order(AuditedModel):
    """What a customer wants."""

    class Status(models.TextChoices):
        OPEN = "open"
        PAID = "paid"
        DONE = "done"

    number = models.CharField(max_length=20, unique=True)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="orders")
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.OPEN)
    total_cents = models.IntegerField(default=0)
    paid_cents = models.IntegerField(default=0)
    meta = models.JSONField(default=dict)
    coupons = models.ManyToManyField("Coupon", through="OrderCoupon", related_name="orders")

    objects = OrderQuerySet.as_manager()
    open_orders = OpenOrderManager()

    def save(self, *args, **kwargs):
        self.number = self.number.upper()
        super().save(*args, **kwargs)

    @property
    def is_paid(self):
        """Whether nothing is missing."""
        return self.paid_cents >= self.total_cents

    def latest_note(self):
        """The note that came last, or None."""
        return self.ordernote_set.order_by("-id").first()

    def cancel(self, reason=""):
        """Stop it. The owner's own method."""
        self.status = "cancelled"
        self.meta["reason"] = reason
        self.save()


class OrderLine(models.Model):
    """One product of an order. Products call them by the default name, `orderline_set`."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    product = models.ForeignKey("catalogue.Product", on_delete=models.PROTECT)
    quantity = models.IntegerField(default=1)
    price_cents = models.IntegerField(default=0)


class OrderNote(models.Model):
    """Somebody wrote something. Orders call them by the default name, `ordernote_set`."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField()


class ArchivedOrder(Order):
    """Orders of last year: the same table."""

    class Meta:
        proxy = True


class Invoice(models.Model):
    """The paper of an order, in a table with an old name."""

    order = models.OneToOneField(Order, on_delete=models.CASCADE)
    number = models.CharField(max_length=20)
    state = models.CharField(max_length=20, default="draft")
    scan = models.FileField(null=True)

    class Meta:
        db_table = "legacy_invoices"
