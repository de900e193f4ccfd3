"""Campaigns, and who gets their letters."""

from django.db import models


class Campaign(models.Model):  # expect: multiple-table-writers
    """Letters about one thing."""

    name = models.CharField(max_length=100)
    active = models.BooleanField(default=True)
    # Declared here: the table between the two is ours, its key to the customer is not.
    customers = models.ManyToManyField("people.Customer", related_name="campaigns")  # expect: cross-module-foreign-key


class Letter(models.Model):
    """One letter to one customer, who is known by a number alone."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="letters")
    customer_id = models.IntegerField()
    opened = models.BooleanField(default=False)
