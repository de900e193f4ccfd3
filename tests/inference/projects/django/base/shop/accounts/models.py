"""Users, customers and their teams."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models

from shop.core.models import SoftDeleteModel, TimeStampedModel


class User(AbstractUser):
    """Somebody who may log in."""

    phone = models.CharField(max_length=30, blank=True)
    loyalty_points = models.IntegerField(default=0)


class Profile(models.Model):
    """What a user tells about themselves."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    bio = models.TextField(blank=True)


class Customer(TimeStampedModel, SoftDeleteModel):
    """Somebody who buys."""

    user = models.OneToOneField(User, null=True, on_delete=models.SET_NULL, related_name="customer")
    name = models.CharField(max_length=100)
    email = models.EmailField(unique=True)
    status = models.CharField(max_length=20, default="new")
    credit_cents = models.IntegerField(default=0)

    @property
    def label(self):
        """What lists show."""
        return f"{self.name} <{self.email}>"

    def block(self):
        """No more orders. The owner's own method."""
        self.status = "blocked"
        self.save(update_fields=["status"])


class Address(models.Model):
    """Where a customer lives. Customers call them by the default name, `address_set`."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE)
    street = models.CharField(max_length=100)
    is_default = models.BooleanField(default=False)


class Team(models.Model):
    """Users that work together."""

    name = models.CharField(max_length=50)
    members = models.ManyToManyField(User, through="Membership", related_name="teams")


class Membership(models.Model):
    """A user in a team."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey("members.User", on_delete=models.CASCADE, related_name="memberships")
    level = models.IntegerField(default=0)


class Household(SoftDeleteModel):
    """Customers that live together: with one more child, a method of the base knows no model."""

    name = models.CharField(max_length=80)
