"""Silent: payments writes its own tables, in all the ways in which it must not write those of others."""

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import F
from django.shortcuts import get_object_or_404

from shop.orders.models import Order
from shop.payments import models
from shop.payments.models import Payment, PaymentMethod, Refund

User = get_user_model()


def create(order, amount):
    payment = Payment(order=order, amount_cents=amount)
    payment.status = "new"  # silent
    payment.save()  # silent
    return payment


def create_at_once(order: Order):
    Payment.objects.create(order=order, amount_cents=order.total_cents)  # silent
    payment, created = Payment.objects.get_or_create(order=order, defaults={"status": "new"})  # silent
    models.Payment.objects.update_or_create(order=order, defaults={"status": "open"})  # silent
    return payment if created else None


def create_many(orders):
    Payment.objects.bulk_create([Payment(order=order) for order in orders])  # silent


def edit(payment_id):
    payment = Payment.objects.get(pk=payment_id)  # silent
    payment.status = "settled"  # silent
    payment.amount_cents = F("amount_cents") + 1  # silent
    payment.save(update_fields=["status", "amount_cents"])  # silent


def edit_many():
    Payment.objects.filter(status="new").update(status="late")  # silent
    payments = list(Payment.objects.select_for_update().filter(status="late"))
    for payment in payments:
        payment.reference = payment.reference.upper()  # silent
    Payment.objects.bulk_update(payments, ["reference"])  # silent


def filtered_by_foreign_fields():
    Payment.objects.filter(order__status="done", order__customer__name="Ada").update(status="done")  # silent
    Refund.objects.filter(payment__order__total_cents=0).delete()  # silent


def remove(payment_id):
    payment = get_object_or_404(Payment, pk=payment_id)
    with transaction.atomic():
        payment.refunds.all().delete()  # silent
        payment.delete()  # silent


def point_to_foreign_rows(payment: Payment, order: Order):
    payment.order = order  # silent
    payment.payer = order.customer.user  # silent
    payment.payer_id = 1  # silent
    payment.created_by = None  # silent
    payment.save()  # silent


def by_name(payment_id):
    model = apps.get_model("payments", "Payment")
    model.objects.filter(pk=payment_id).delete()  # silent
    apps.get_model("payments.Refund").objects.create(payment_id=payment_id)  # silent


def of_a_user(user: User):
    PaymentMethod.objects.create(user=user, kind="card")  # silent
    user.paymentmethod.kind = "cash"  # silent
    user.paymentmethod.save()  # silent


class Command(BaseCommand):
    def handle(self, *args, **options):
        for payment in Payment.objects.filter(status="late").iterator():
            payment.status = "lost"  # silent
            payment.save()  # silent
            self.stdout.write(f"{payment.pk}")
