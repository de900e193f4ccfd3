"""What happens when rows are saved."""

from django.db.models.signals import post_save
from django.dispatch import receiver

from bookshop.orders.models import Order  # expect: private-import
from bookshop.payments.models import Payment


@receiver(post_save, sender=Payment)
def payment_saved(sender, instance, created, **kwargs):
    """Our own row, and the order behind it."""
    if created and not instance.reference:
        instance.reference = f"P{instance.pk:06}"
        instance.save(update_fields=["reference"])
    if instance.status == "lost":
        instance.order.status = "cancelled"  # expect: foreign-model-write
        instance.order.save(update_fields=["status"])  # expect: foreign-model-write


@receiver(post_save, sender=Order)
def order_saved(sender, instance, created, **kwargs):
    """An order that costs nothing is paid at once."""
    if created and instance.total_cents == 0:
        instance.status = Order.Status.PAID  # expect: foreign-model-write
        instance.save(update_fields=["status"])  # expect: foreign-model-write
    elif instance.status == Order.Status.CANCELLED:
        instance.payments.filter(status="new").update(status="void")
