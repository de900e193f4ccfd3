"""Payments, with rows of everybody: in tests that is a warning at most."""

from django.test import TestCase

from bookshop.accounts.models import Customer  # expect: private-import (warning)
from bookshop.orders.models import Order  # expect: private-import (warning)
from bookshop.payments.models import Payment
from bookshop.payments.services import take_payment


class TakePayment(TestCase):
    """Money comes."""

    def setUp(self):
        """Rows of three apps: tests may write what they need."""
        customer = Customer.objects.create(name="Ada", email="ada@example.invalid")
        self.order = Order.objects.create(customer=customer, number="B1", total_cents=100)
        self.order.status = "open"
        self.order.save()

    def test_an_order_that_is_paid_in_full_is_paid(self):
        take_payment("B1", 100)
        self.order.refresh_from_db()
        assert (self.order.status, Payment.objects.count()) == ("paid", 1)
