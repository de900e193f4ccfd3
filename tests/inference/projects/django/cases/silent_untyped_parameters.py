"""Silent: parameters without a type, however they are called, when no call in the project passes a foreign row."""

from shop.marketing import touches
from shop.orders.models import Order
from shop.orders.services import OrderSummary
from shop.payments import steps
from shop.payments.models import Payment
from shop.search import client as search


def nobody_calls_this(order):
    order.status = "done"  # silent
    order.save()  # silent


def nobody_passes_rows(customer, orders):
    customer.orders.create(number="1")  # silent
    orders.filter(status="open").update(status="done")  # silent
    for order in orders:
        order.delete()  # silent


def close(row):
    row.status = "closed"  # silent
    row.save()  # silent


def call_with_an_own_row(payment: Payment):
    close(payment)  # silent
    touches.mark_seen(payment)  # silent
    touches.touch_all([payment])  # silent
    touches.discard(payment)  # silent


def show(row):
    row.status = "shown"  # silent
    row.save()  # silent


def call_with_something_that_is_no_row(summary: OrderSummary):
    show(summary)  # silent
    show(search.Order("1"))  # silent
    touches.mark_seen(summary)  # silent


def stop(row):
    row.status = "stopped"  # silent
    row.save()  # silent


def call_with_something_unknown(rows, source):
    stop(rows[0])  # silent
    stop(source.next())  # silent


def only_reads(row):
    return f"{row.pk}: {row.status}"


def call_of_one_that_only_reads(order: Order):
    only_reads(order)  # silent
    touches.describe(order)  # silent


def sets_and_does_not_save(row):
    row.status = "shown"  # silent
    return row


def call_without_a_save(order: Order):
    sets_and_does_not_save(order)  # silent
    touches.set_status(order, "shown")  # silent
    return order.number


def writes_the_other(order, payment):
    payment.status = order.status  # silent
    payment.save()  # silent


def call_of_one_that_writes_the_other(order: Order, payment: Payment):
    writes_the_other(order, payment)  # silent


def call_of_an_own_step(payment: Payment):
    steps.settle(payment)  # silent
    steps.persist(payment)  # silent


def request_without_a_user(request):
    request.cart = {}  # silent
    request.cart.update(total=0)  # silent
    request.save()  # silent
