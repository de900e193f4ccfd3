"""Across functions: a helper changes, saves or deletes what it is given, so the call is the write."""

from __future__ import annotations

from shop.accounts.models import Customer, User
from shop.catalogue.models import Product
from shop.marketing import touches
from shop.marketing.touches import Touch, mark_seen
from shop.orders.models import Order, OrderLine
from shop.payments import steps
from shop.payments.models import Payment


def helper_of_another_app(number):
    order = Order.objects.get(number=number)  # read: Order
    mark_seen(order)  # write: Order.status


def helper_in_a_loop():
    for order in Order.objects.open():  # read: Order
        touches.mark_seen(order, by="phone")  # write: Order.status


def helper_with_keywords(order: Order):
    mark_seen(by="phone", row=order)  # write: Order.status


def helper_that_sets_and_the_caller_saves(order: Order):
    touches.set_status(order, "done")  # write: Order.status
    order.save()  # write: Order


def caller_sets_and_the_helper_saves(line: OrderLine):
    line.quantity = 1  # write: OrderLine.quantity
    steps.persist(line)  # write: OrderLine


def helper_over_rows(customer: Customer):
    touches.touch_all(customer.orders.all())  # read: Order; write: Order
    touches.touch_all([customer])  # write: Customer


def helper_that_deletes(order: Order, customer: Customer):
    touches.discard(order)  # write: Order
    touches.discard(customer, *order.lines.all())  # read: OrderLine; write: Customer, OrderLine


def helper_over_a_queryset():
    touches.empty(Order.objects.filter(status="old"))  # read: Order; write: Order


def helper_that_only_reads(order: Order):
    touches.describe(order)  # silent


def method_of_another_app(customer: Customer):
    touch = Touch()
    touch.block(customer)  # write: Customer


def method_of_an_annotated_parameter(touch: Touch, customer: Customer):
    touch.block(customer)  # write: Customer


def static_method(user: User):
    Touch.add_points(user, 10)  # write: User.loyalty_points


def annotated_helper_has_the_finding_itself(order: Order):
    steps.hold(order)  # silent


def own_helper_in_another_file(line: OrderLine, payment: Payment):
    steps.count_up(line)  # write: OrderLine
    steps.settle(payment)  # silent


def own_helper_with_a_new_row(order: Order):
    steps.persist(OrderLine(order=order, product_id=1))  # write: OrderLine


def close(row):
    row.status = "closed"  # likely: Order.status
    row.save()  # likely: Order


def callers_of_close(order: Order, payment: Payment):
    close(order)  # write: Order
    close(payment)  # silent


def move(row, other):
    row.status = other.status  # likely: Order.status, Customer.status
    row.save(update_fields=["status"])  # likely: Order.status, Customer.status


def callers_of_move(order: Order, customer: Customer, payment: Payment):
    move(order, payment)  # write: Order.status
    move(row=customer, other=order)  # write: Customer.status
    move(payment, order)  # silent


def refill(products):
    for product in products:
        product.stock = 1  # likely: Product.stock
        product.save()  # likely: Product


def caller_of_refill():
    refill(Product.objects.filter(stock=0))  # read: Product; write: Product


def relation_of_a_parameter(payment):
    payment.order.status = "paid"  # likely: Order.status
    payment.order.save()  # likely: Order


def caller_with_an_own_row(pk):
    relation_of_a_parameter(Payment.objects.get(pk=pk))  # write: Order


def outer(row):
    inner(row)  # likely: OrderLine.quantity


def inner(row):
    row.quantity = 0  # likely: OrderLine.quantity
    row.save(update_fields=["quantity"])  # likely: OrderLine.quantity


def caller_of_outer(line: OrderLine):
    outer(line)  # write: OrderLine.quantity


class Job:
    def run(self):
        for customer in Customer.objects.alive():  # read: Customer
            self._bill(customer)  # write: Customer

    def _bill(self, customer):
        customer.credit_cents -= 100  # likely: Customer.credit_cents
        customer.save()  # likely: Customer

    def _unused(self, customer):
        customer.delete()  # silent


class Keeper:
    def __init__(self, order):
        self.order = order

    def close(self):
        self.order.status = "closed"  # likely: Order.status
        self.order.save()  # likely: Order


def caller_of_a_keeper(number):
    Keeper(Order.objects.get(number=number)).close()  # read: Order


def model_as_a_parameter(model):
    model.objects.all().delete()  # likely: Order


def caller_with_a_model():
    model_as_a_parameter(Order)  # write: Order
    model_as_a_parameter(Payment)  # silent


def passed_as_a_function(lines: list[OrderLine]):
    list(map(steps.count_up, lines))  # write: OrderLine


def unknown_function(order: Order, apply):
    apply(order)  # silent


def unknown_package(order: Order):
    from row_tools import stamp

    stamp(order)  # silent


def new_row_saved_by_a_shared_method():
    customer = Customer(name="a")
    customer.restore()  # write: Customer.deleted_at
