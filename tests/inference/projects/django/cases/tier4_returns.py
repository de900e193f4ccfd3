"""Across functions: what functions, methods and properties return that carry no annotation."""

from __future__ import annotations

from django.utils.functional import cached_property

from shop.accounts.models import Customer
from shop.catalogue.models import Product
from shop.marketing.touches import mark_seen
from shop.orders import services
from shop.orders.models import Order, OrderLine
from shop.orders.services import Basket, find_order
from shop.payments.models import Payment
from shop.payments.steps import lines_of


def own_function(number):
    return Order.objects.filter(number=number).first()  # read: Order


def caller_of_an_own_function(number):
    order = own_function(number)
    order.status = "done"  # write: Order.status
    order.save()  # write: Order


def function_of_orders(number):
    order = find_order(number)
    if order:
        order.status = "done"  # write: Order.status
        order.save()  # write: Order


def chained_to_the_call(number):
    services.find_order(number).delete()  # write: Order


def queryset_of_orders():
    services.open_orders().update(status="late")  # write: Order.status
    for order in services.open_orders().filter(total_cents=0):
        order.delete()  # write: Order


def builder(customer: Customer):
    order = services.new_order(customer)
    order.total_cents = 0  # write: Order.total_cents
    order.save()  # write: Order


def pair(number):
    order, line = services.order_and_line(number)
    order.status = "done"  # write: Order.status
    order.save()  # write: Order
    line.delete()  # write: OrderLine


def generator():
    for order in services.each_open_order():
        order.status = "late"  # write: Order.status
        order.save()  # write: Order


def numbers():
    found = services.numbers()
    found.append("1")  # silent
    found.clear()  # silent


def property_of_an_object(customer: Customer):
    Basket(customer).order.delete()  # write: Order
    order = Basket(customer).order
    order.status = "done"  # write: Order.status
    order.save()  # write: Order


def method_of_an_object(customer: Customer):
    basket = Basket(customer)
    basket.lines().delete()  # write: OrderLine
    for line in basket.lines():
        line.delete()  # write: OrderLine


def method_of_the_model(order: Order):
    note = order.latest_note()
    note.text = "read"  # write: OrderNote.text
    note.save()  # write: OrderNote
    order.latest_note().delete()  # write: OrderNote


def method_of_the_manager_that_creates(customer: Customer):
    order = Order.open_orders.place(customer)
    order.status = "done"  # write: Order.status
    order.save()  # write: Order


def method_of_the_manager_that_finds():
    product = Product.objects.named("cup")
    product.stock = 0  # write: Product.stock
    product.save()  # write: Product


def annotated_function_of_ours(payment: Payment):
    for line in lines_of(payment):
        line.delete()  # write: OrderLine


def function_that_returns_its_parameter(order: Order):
    seen = mark_seen(order)  # write: Order.status
    seen.total_cents = 0  # write: Order.total_cents
    seen.save()  # write: Order


def returns_on_several_paths(number):
    if not number:
        return None
    try:
        return Order.objects.get(number=number)  # read: Order
    except Order.DoesNotExist:
        return Order(number=number)


def caller_of_several_paths(number):
    order = returns_on_several_paths(number)
    order.status = "done"  # write: Order.status
    order.save()  # write: Order


def returns_own_or_foreign(kind):
    return Order.objects.first() if kind == "order" else Payment.objects.first()  # read: Order


def caller_of_own_or_foreign(kind):
    returns_own_or_foreign(kind).delete()  # write: Order


def three_deep(number):
    return two_deep(number)


def two_deep(number):
    return own_function(number)


def caller_of_three_deep(number):
    three_deep(number).delete()  # write: Order


def left(number):
    return right(number)


def right(number):
    return left(number)


def caller_of_a_circle(number):
    row = left(number)
    row.status = "done"  # silent
    row.save()  # silent


def related_manager(customer: Customer):
    return customer.orders


def caller_of_a_related_manager(customer: Customer):
    related_manager(customer).create(number="1")  # write: Order
    related_manager(customer).all().delete()  # write: Order


class Desk:
    """Rows by way of methods that say nothing about them."""

    model = Order

    def __init__(self, payment: Payment):
        self.payment = payment

    def get_queryset(self):
        return self.model.objects.filter(payments=self.payment)  # read: Order

    def get_order(self):
        return self.get_queryset().first()

    @property
    def customer(self):
        return self.payment.order.customer

    @cached_property
    def line(self):
        return OrderLine.objects.filter(order=self.payment.order).first()  # read: OrderLine

    @classmethod
    def make(cls, number):
        return cls.model(number=number)

    @staticmethod
    def product():
        return Product.objects.first()  # read: Product

    def run(self):
        self.get_queryset().update(status="done")  # write: Order.status
        order = self.get_order()
        order.status = "done"  # write: Order.status
        order.save()  # write: Order
        self.customer.status = "buyer"  # write: Customer.status
        self.customer.save()  # write: Customer
        self.line.delete()  # write: OrderLine


class Counter:
    """Knows no model; those below it do."""

    model = None

    def newest(self):
        return self.model.objects.order_by("-pk").first()


class CustomerCounter(Counter):
    model = Customer

    def run(self):
        self.newest().delete()  # write: Customer


class PaymentCounter(Counter):
    model = Payment

    def run(self):
        self.newest().delete()  # silent


def user_of_a_desk(payment: Payment):
    desk = Desk(payment)
    desk.get_order().delete()  # write: Order
    desk.customer.delete()  # write: Customer
    Desk.make("1").save()  # write: Order
    Desk.product().delete()  # write: Product
