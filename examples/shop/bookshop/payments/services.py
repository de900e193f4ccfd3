"""Take money, and tell everybody by writing into their tables."""

from __future__ import annotations

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from django.shortcuts import get_object_or_404

from bookshop.accounts.api.ports import CustomerCommandPort
from bookshop.common import Money, format_price  # expect: god-module-import, god-module-import
from bookshop.common.models import Setting  # expect: god-module-import
from bookshop.marketing.models import Campaign  # expect: forbidden-import
from bookshop.orders import services as order_services  # expect: private-import
from bookshop.orders.api.ports import OrderCommandPort
from bookshop.orders.models import Order, OrderLine  # expect: private-import, private-import
from bookshop.payments import gateway
from bookshop.payments.models import PayableOrder, Payment, Refund, Voucher

User = get_user_model()


@transaction.atomic
def take_payment(number: str, cents: int) -> Payment:
    """Money came for an order: our own row, and the order's, which is not ours."""
    order = get_object_or_404(Order, number=number)  # expect: foreign-model-read
    payment = Payment.objects.create(order=order, amount_cents=cents, customer_id=order.customer_id)
    order.paid_cents += cents  # expect: foreign-model-write
    if order.paid_cents >= order.total_cents:
        order.status = Order.Status.PAID  # expect: foreign-model-write
    order.save(update_fields=["paid_cents", "status"])  # expect: foreign-model-write
    order.ordernote_set.create(text=format_price(Money(cents)))  # expect: foreign-model-write
    return payment


def take_payment_properly(orders: OrderCommandPort, payment: Payment) -> None:
    """The same by asking the owner: nothing to report."""
    payment.status = "settled"
    payment.save(update_fields=["status"])
    orders.mark_paid(payment.order.number, payment.amount_cents)


def refund(payment: Payment, customers: CustomerCommandPort) -> Refund:
    """Give the money back. The refund is ours, and comes home by an accessor of the order."""
    refund = payment.order.refund_set.create(payment=payment, amount_cents=payment.amount_cents)
    payment.order.payments.filter(status="new").update(status="refunded")
    customers.add_credit(payment.customer_id, payment.amount_cents)
    order = order_services.find_order(payment.order.number)
    order.status = "open"  # expect: foreign-model-write
    order.save()  # expect: foreign-model-write
    return refund


def write_off(number: str) -> None:
    """Nobody will pay any more."""
    PayableOrder.objects.filter(number=number).update(status="cancelled")  # expect: foreign-model-write
    OrderLine.objects.filter(order__number=number).delete()  # expect: foreign-model-write
    Payment.objects.filter(order__number=number).update(status="lost")
    settle(Payment.objects.filter(order__number=number))


def settle(payments) -> None:
    """Only ever called with payments: nothing to report."""
    for payment in payments:
        payment.status = "settled"
        payment.save()


def reward(payment: Payment) -> None:
    """Points for whoever paid, by three ways to the same model."""
    author = payment.author
    author.loyalty_points += 1  # expect: foreign-model-write
    author.save()  # expect: foreign-model-write
    User.objects.filter(pk=author.pk).update(is_staff=False)  # expect: foreign-model-write
    apps.get_model("people", "Customer").objects.filter(user=author).update(status="payer")  # expect: foreign-model-write
    author.groups.add(Group.objects.get_or_create(name="payers")[0])  # expect: foreign-model-write


def sell_voucher(code: str) -> Voucher:
    """A row of ours, and one of catalogue with it."""
    voucher = Voucher(code=code, isbn=code, title="Voucher")
    voucher.save()  # expect: foreign-model-write, foreign-model-write
    voucher.code = code.upper()
    voucher.save(update_fields=["code"])
    return voucher


def charge(bank: gateway.Bank, payment: Payment) -> None:
    """Looks like Django, and is the bank."""
    bank.objects.create(reference=payment.reference)
    bank.objects.filter(status="open").delete()
    order = gateway.Order(payment.order.number)
    order.status = "charged"
    order.save()  # not an order of the shop: order.save() writes nothing


def tag(payment: Payment, names: list[str]) -> None:
    """Words on a payment. The table between is ours, the words are not."""
    topics = set(names)
    topics.update(["paid"])
    payment.prefetched = sorted(topics)
    for name in payment.prefetched:
        tag, _ = payment.tags.model.objects.get_or_create(name=name)  # expect: foreign-model-write
        payment.tags.add(tag)
    payment.save()


def stop_campaigns() -> None:
    """Nobody should get letters about money."""
    Campaign.objects.update(active=False)  # expect: foreign-model-write
    Setting.objects.filter(key="letters").update(value="off")  # expect: foreign-model-write
