"""Close orders that were sent long ago, and thank those who made them."""

from datetime import timedelta

from django.core.management.base import BaseCommand

from bookshop.core.clock import now
from bookshop.orders.models import Order


class Command(BaseCommand):
    """Runs every night."""

    help = __doc__

    def add_arguments(self, parser):
        """How old they must be."""
        parser.add_argument("--days", type=int, default=30)

    def handle(self, *args, **options):
        """Own rows first, and then points for the users, which are not ours."""
        old = now() - timedelta(days=options["days"])
        orders = Order.objects.filter(status=Order.Status.SENT, created_at__lt=old)
        for order in orders.select_related("customer__user"):
            order.status = Order.Status.DONE
            order.save(update_fields=["status"])
            user = order.customer.user
            if user:
                user.loyalty_points += order.total_cents // 1000  # expect: foreign-model-write
                user.save(update_fields=["loyalty_points"])  # expect: foreign-model-write
        self.stdout.write(f"closed {orders.count()}")
