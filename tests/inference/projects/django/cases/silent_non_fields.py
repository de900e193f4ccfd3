"""Silent: attributes of a row that are no field of its model."""

from django.db.models import Prefetch

from shop.accounts.models import Customer
from shop.catalogue.models import Product
from shop.orders.models import Order, OrderLine


def prefetched(order: Order):
    order.prefetched = [1]  # silent
    order.prefetched.append(2)  # silent
    order.save()  # write: Order


def cached(orders: list[Order]):
    for order in orders:
        order.best_line = order.lines.first()  # read: OrderLine
        order._cache = {}  # silent
        order._cache.update(seen=True)  # silent
        order.save(update_fields=["status"])  # write: Order.status


def counters():
    for position, customer in enumerate(Customer.objects.all()):  # read: Customer
        customer.position = position  # silent
        customer.rank = position + 1  # silent
        customer.save()  # write: Customer


def by_setattr(order: Order):
    setattr(order, "shown_as", order.number)  # silent
    order.save()  # write: Order


def to_attr():
    lines = Prefetch("lines", queryset=OrderLine.objects.all(), to_attr="all_lines")  # read: OrderLine
    for order in Order.objects.prefetch_related(lines):  # read: Order
        order.all_lines.append(None)  # silent
        order.all_lines = []  # silent


def state_of_django(order: Order):
    order._state.adding = True  # silent
    order._state.db = "default"  # silent


def other_end_of_one_to_one(product: Product, stock):
    product.stock_record = stock  # silent
    product.save()  # write: Product


def class_itself():
    Order.shown_as = "order"  # silent
    Order._meta.ordering = ["number"]  # silent


def attribute_of_something_else(order: Order, page):
    page.order = order  # silent
    page.status = order.status  # silent
