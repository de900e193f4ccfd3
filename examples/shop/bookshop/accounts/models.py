"""Users, customers and their addresses."""

from django.contrib.auth.models import AbstractUser
from django.db import models

from bookshop.core.models import TimeStampedModel


class User(AbstractUser):  # expect: multiple-table-writers
    """Somebody who may log in."""

    loyalty_points = models.IntegerField(default=0)


class CustomerQuerySet(models.QuerySet):
    """Questions about customers."""

    def reachable(self):
        """Those that may be written to."""
        return self.exclude(status="blocked").filter(wants_letters=True)


class Customer(TimeStampedModel):  # expect: multiple-table-writers
    """Somebody who buys."""

    user = models.OneToOneField(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="customer")
    name = models.CharField(max_length=100)
    email = models.EmailField(unique=True)
    status = models.CharField(max_length=20, default="new")
    credit_cents = models.IntegerField(default=0)
    wants_letters = models.BooleanField(default=True)

    objects = CustomerQuerySet.as_manager()

    def block(self):
        """No more orders."""
        self.status = "blocked"
        self.save(update_fields=["status"])


class Address(models.Model):
    """Where a customer lives."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE)
    street = models.CharField(max_length=100)
    city = models.CharField(max_length=50)
    is_default = models.BooleanField(default=False)
