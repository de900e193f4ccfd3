"""Across functions: what a middleware puts on requests, what signals are connected to, what helpers reach from rows."""

from __future__ import annotations

from typing import overload

from django.db.models.signals import post_save
from django.http import HttpRequest
from django.views.generic import View

from shop.accounts.models import Customer
from shop.orders.models import Order, OrderLine
from shop.orders.models.order import OrderQuerySet
from shop.payments.models import Payment


class OrderMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.paid_order = Order.objects.filter(number=request.GET["order"]).first()  # read: Order
        request.latest_payment = Payment.objects.last()
        request.paid_order.delete()  # write: Order
        return self.get_response(request)


def view(request):
    request.paid_order.status = "seen"  # likely: Order.status
    request.paid_order.save()  # likely: Order
    request.latest_payment.status = "seen"  # silent
    request.latest_payment.save()  # silent
    request.session.save()  # silent
    request.nothing_of_ours.save()  # silent


def view_with_a_type(request: HttpRequest):
    request.paid_order.lines.all().delete()  # likely: OrderLine


@overload
def found(number: str, exact: bool) -> Order: ...


@overload
def found(number: None) -> None: ...


def found(number, exact=False):
    Order.objects.filter(number=number).update(status="found")  # write: Order.status
    return Order.objects.filter(number=number).first()  # read: Order


def any_of(kind):
    if kind == "order":
        return Order.objects.first()  # read: Order
    if kind == "customer":
        return Customer.objects.first()  # read: Customer
    return OrderLine.objects.first()  # read: OrderLine


def caller_of_any_of(kind):
    any_of(kind).delete()  # likely: Order, Customer, OrderLine
    row = any_of(kind)
    row.quantity = 1  # likely: OrderLine.quantity
    row.save()  # likely: OrderLine
    any_of(kind).save(update_fields=["paid_cents"])  # likely: Order.paid_cents


class PaidView(View):
    def get_row(self):
        return self.request.paid_order

    def post(self, request):
        order = self.get_row()
        order.status = "seen"  # likely: Order.status
        order.save(update_fields=["status"])  # likely: Order.status


def order_seen(sender, instance, **kwargs):
    instance.paid_cents = 0  # likely: Order.paid_cents
    instance.save()  # likely: Order


def payment_seen(sender, instance, **kwargs):
    instance.status = "seen"  # silent
    instance.save()  # silent


post_save.connect(order_seen, sender=Order)
post_save.connect(payment_seen, sender=Payment)


def clear(order):
    order.lines.all().delete()  # likely: OrderLine


def clear_later(order):
    clear(order)  # likely: OrderLine


def caller_of_clear(order: Order):
    clear(order)  # write: OrderLine


def caller_of_clear_later(order: Order):
    clear_later(order)  # write: OrderLine


def forget(payment):
    payment.refunds.all().delete()  # silent


def caller_of_forget(payment: Payment):
    forget(payment)  # silent


def queryset_class(orders: OrderQuerySet):
    orders.open().update(status="late")  # write: Order.status
    for order in orders.open():
        order.delete()  # write: Order


def found_in_a_loop():
    found = None
    for order in Order.objects.all():  # read: Order
        if order.is_paid:
            found = order
            break
    found.status = "found"  # write: Order.status
    found.save()  # write: Order


def left_in_the_midst(orders: list[Order]):
    for order in orders:
        if order.is_paid:
            order.status = "shown"  # silent
            continue
        order.save()  # write: Order


def manager_method_in_a_name(customer: Customer):
    create = customer.orders.create
    create(number="1")  # write: Order


def child_of_a_product(line: OrderLine):
    line.product.giftcard.delete()  # write: GiftCard
