"""Settle what the bank has confirmed, with the file that it sends at night."""

import csv
from pathlib import Path

from django.core.management.base import BaseCommand

from bookshop.payments.models import Payment


class Command(BaseCommand):
    """Runs every night."""

    help = __doc__

    def add_arguments(self, parser):
        """Where the file is."""
        parser.add_argument("path", type=Path)

    def handle(self, *args, **options):
        """Our own rows, and those of orders and accounts."""
        from bookshop.accounts.models import Customer  # expect: private-import
        from bookshop.orders.models import Invoice, Order  # expect: private-import, private-import

        path = options["path"]
        with path.open(newline="", encoding="utf-8") as handle:
            numbers = {row["number"] for row in csv.DictReader(handle)}
        numbers.discard("")
        for payment in Payment.objects.filter(order__number__in=numbers):
            payment.status = "settled"
            payment.save()
            invoice, created = Invoice.objects.get_or_create(order=payment.order)  # expect: foreign-model-write
            if not created:
                invoice.state = "paid"  # expect: foreign-model-write
                invoice.save()  # expect: foreign-model-write
        orders = list(Order.objects.filter(number__in=numbers))  # expect: foreign-model-read
        for order in orders:
            order.status = Order.Status.PAID  # expect: foreign-model-write
            self._thank(order.customer)  # expect: foreign-model-write
        Order.objects.bulk_update(orders, ["status"])  # expect: foreign-model-write
        Customer.objects.filter(orders__in=orders).update(status="buyer")  # expect: foreign-model-write
        path.unlink()

    def _thank(self, row):
        row.credit_cents += 100  # expect: foreign-model-write (warning)
        row.save(update_fields=["credit_cents"])  # expect: foreign-model-write (warning)
