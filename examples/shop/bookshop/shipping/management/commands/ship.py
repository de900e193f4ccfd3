"""Send everything that is packed."""

from django.core.management.base import BaseCommand

from bookshop.orders.services import DjangoOrders  # expect: private-import
from bookshop.payments.api.dtos import PaymentDTO
from bookshop.shipping.models import Parcel
from bookshop.shipping.services import send, send_without_asking


class Command(BaseCommand):
    """Runs every hour."""

    help = __doc__

    def handle(self, *args, **options):
        """Parcels by parcels."""
        paid: dict[str, PaymentDTO] = {}
        for parcel in Parcel.objects.filter(status="packed"):
            if parcel.order.number in paid:
                send_without_asking(parcel)
            else:
                send(parcel, DjangoOrders())
        Parcel.objects.filter(status="lost").delete()
        paid.update({})
