"""Silent: fields of rows that are assigned and never saved, rows that are never saved, and other rows that are."""

from copy import copy

from django.shortcuts import get_object_or_404, render

from shop.accounts.models import Customer
from shop.orders import services
from shop.orders.models import Order, OrderLine
from shop.payments.models import Payment


def for_the_page_only(request, number):
    order = get_object_or_404(Order, number=number)  # read: Order
    order.status = order.get_status_display()  # silent
    return render(request, "order.html", {"order": order})


def new_and_thrown_away(customer: Customer):
    order = Order(customer=customer)  # silent
    order.status = "preview"  # silent
    order.full_clean()  # silent
    return order.number


def list_of_new_ones(numbers):
    return [Order(number=number) for number in numbers]  # silent


def another_row_is_saved(order: Order, payment: Payment):
    order.status = "shown"  # silent
    payment.status = order.status
    payment.save()  # silent


def another_row_of_the_same_class_is_saved(order: Order, other: Order):
    order.status = "shown"  # silent
    other.save()  # write: Order


def saved_before_and_not_after(order: Order):
    order.save()  # write: Order
    order.status = "shown"  # silent
    return order


def rebound_before_it_is_saved(order: Order):
    order.status = "shown"  # silent
    order = Payment(order=order)
    order.save()  # silent


def fields_that_are_not_named(order: Order):
    order.total_cents = 0  # silent
    order.status = "done"  # write: Order.status
    order.save(update_fields=["status"])  # write: Order.status


def read_again(order: Order):
    order.status = "shown"  # silent
    order.refresh_from_db(fields=["status"])  # silent


def left_before_it_is_saved(order: Order, really):
    if not really:
        order.status = "shown"  # silent
        return
    order.save()  # write: Order


def rows_of_a_loop():
    orders = Order.objects.filter(status="open")  # read: Order
    for order in orders:
        order.status = "late"  # silent
    return orders


def values_are_no_rows():
    for row in Order.objects.values("number", "status"):  # read: Order
        row["status"] = "shown"  # silent
        row.update(number="")  # silent
    for number in Order.objects.values_list("number", flat=True):  # read: Order
        number += "!"  # silent


def summary_of_an_order(number):
    order = services.find_order(number)
    order = services.summary(order)
    order.status = "shown"  # silent
    order.save()  # silent


def copied(order: Order):
    status = copy(order.status)
    status += "!"  # silent
    lines = list(order.lines.all())  # read: OrderLine
    lines.append(OrderLine(order=order))  # silent
    lines.clear()  # silent
    return status, lines


def narrowed_to_the_other(row: Order | Payment):
    if isinstance(row, Order):
        return
    row.status = "done"  # silent
    row.save()  # silent


def only_compared(order: Order):
    return order.status == "done" and order.lines.count() > 0  # read: OrderLine


def save_is_named_and_not_called(order: Order):
    order.status = "shown"  # silent
    return {"save": "order.save()"}
