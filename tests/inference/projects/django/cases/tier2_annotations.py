"""Local flow: annotations, `self`, `isinstance`, `cast`, class-based views, commands and signal handlers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Optional, Union, cast

from django.core.cache import cache
from django.core.management.base import BaseCommand
from django.db.models import QuerySet
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.views.generic import UpdateView, View

from shop.catalogue.models import Product
from shop.orders import models as order_models
from shop.payments.models import Payment

if TYPE_CHECKING:
    from shop.accounts.models import Customer, User
    from shop.orders.models import Order, OrderLine


def parameter(order: Order):
    order.status = "done"  # write: Order.status
    order.save()  # write: Order


def parameter_through_a_module(order: order_models.Order):
    order.delete()  # write: Order


def parameter_in_quotes(order: "Order"):
    order.delete()  # write: Order


def optional(order: Optional[Order] = None):
    if order is not None:
        order.delete()  # write: Order


def union(row: Union[Order, Customer]):
    row.status = "done"  # write: Order.status, Customer.status
    row.save()  # write: Order, Customer


def union_with_an_own_model(row: Order | Payment):
    row.status = "done"  # write: Order.status
    row.save()  # write: Order


def many(orders: list[Order], lines: Iterable[OrderLine]):
    for order in orders:
        order.delete()  # write: Order
    for line in lines:
        line.quantity = 0  # write: OrderLine.quantity
        line.save()  # write: OrderLine


def queryset(orders: QuerySet[Order]):
    orders.update(status="done")  # write: Order.status
    orders.filter(total_cents=0).delete()  # write: Order


def annotated_variable(source):
    order: Order = source.next()
    order.delete()  # write: Order


def casted(source):
    cast("Order", source.next()).delete()  # write: Order


def narrowed(row):
    if isinstance(row, order_models.Order):
        row.status = "done"  # write: Order.status
        row.save()  # write: Order
    elif isinstance(row, Payment):
        row.status = "done"  # silent
        row.save()  # silent


def asserted(row: object):
    assert isinstance(row, order_models.Order)
    row.delete()  # write: Order


def load(number) -> Order | None:
    return cache.get(number)


def load_all() -> QuerySet[Order]:
    return cache.get("orders")


def returns(number):
    order = load(number)
    if order:
        order.delete()  # write: Order
    load_all().update(status="done")  # write: Order.status


@dataclass
class Checkout:
    order: Order
    customer: Customer | None = None

    def finish(self):
        self.order.status = "done"  # write: Order.status
        self.order.save()  # write: Order
        if self.customer:
            self.customer.delete()  # write: Customer


def field(checkout: Checkout):
    checkout.order.status = "done"  # write: Order.status
    checkout.order.save()  # write: Order


class Command(BaseCommand):
    help = "Closes old orders"

    def add_arguments(self, parser):
        parser.add_argument("--days", type=int)

    def handle(self, *args, **options):
        self.orders = order_models.Order.objects.filter(status="old")  # read: Order
        for order in self.orders:
            order.status = "closed"  # write: Order.status
            order.save()  # write: Order
        self.finish()

    def finish(self):
        self.orders.delete()  # write: Order


class PayView(View):
    def dispatch(self, request, *args, **kwargs):
        self.order = order_models.Order.objects.get(number=kwargs["number"])  # read: Order
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, number):
        self.order.status = "paid"  # write: Order.status
        self.order.save(update_fields=["status"])  # write: Order.status


class OrderView(UpdateView):
    model = order_models.Order

    def get_queryset(self):
        return super().get_queryset().exclude(status="done")

    def post(self, request, *args, **kwargs):
        order = self.get_object()
        order.status = "paid"  # likely: Order.status
        order.save()  # likely: Order


def user_of_a_request(request: HttpRequest):
    request.user.loyalty_points += 1  # likely: User.loyalty_points
    request.user.save()  # likely: User


def user_of_a_request_without_a_type(request):
    user = request.user
    user.loyalty_points += 1  # likely: User.loyalty_points
    user.save(update_fields=["loyalty_points"])  # likely: User.loyalty_points


class ProfileView(View):
    def post(self, request):
        self.request.user.phone = request.POST["phone"]  # likely: User.phone
        self.request.user.save()  # likely: User


@receiver(post_save, sender=Payment)
def payment_saved(sender, instance, created, **kwargs):
    if created:
        instance.reference = f"P{instance.pk}"  # silent
        instance.save(update_fields=["reference"])  # silent
        instance.order.paid_cents += instance.amount_cents  # write: Order.paid_cents
        instance.order.save()  # write: Order


@receiver(post_save, sender=order_models.Order)
def order_saved(sender, instance, created, **kwargs):
    if created and instance.total_cents == 0:
        instance.status = "free"  # write: Order.status
        instance.save(update_fields=["status"])  # write: Order.status


@receiver(post_save)
def anything_saved(sender, instance, created, **kwargs):
    if created and hasattr(instance, "updated_at"):
        instance.updated_at = instance.created_at  # silent
        instance.save()  # silent


def docstring_with_the_whole_name(order):
    """Type in the docstring only.

    :type order: shop.orders.models.Order
    """
    order.delete()  # likely: Order


def docstring_without_a_type(order):
    """Deletes the Order.

    :param order: an order of a customer
    """
    order.delete()  # silent


class Keeper:
    def __init__(self, order: Order, product=None):
        self.order = order
        self.product = product or Product.objects.first()  # read: Product

    def run(self):
        self.order.status = "done"  # write: Order.status
        self.order.save()  # write: Order
        self.product.delete()  # write: Product


def user_as_parameter(user: User):
    user.loyalty_points = 0  # write: User.loyalty_points
    user.save()  # write: User
