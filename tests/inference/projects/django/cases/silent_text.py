'''Silent: words in comments, docstrings, messages and templates.

    order.status = "done"
    order.save()

    Order.objects.filter(status="open").update(status="done")
'''

import logging

from django.db import models

from shop.orders.models import Order
from shop.payments.models import Payment

log = logging.getLogger(__name__)

# TODO: no order.save() in here any more  # silent
HELP = "Order.objects.all().delete() empties the table"  # silent
STATEMENT = "UPDATE shop_orders_order SET status = 'done'"  # silent


def logged(order: Order):
    # order.status = "done"; order.save()  # silent
    log.info("order.save() was called for %s", order.pk)  # silent
    log.debug(STATEMENT)  # silent


def strings_that_name_a_model():
    return models.ForeignKey("shop_orders.Order", on_delete=models.CASCADE)  # silent


def choices():
    status = Order.Status.DONE  # silent
    return status, Order._meta.db_table, Order.DoesNotExist


def methods_that_are_not_called(order: Order, jobs):
    jobs.append(order.number)
    return Order.objects, Payment.save


def unbound():
    delete = print
    delete(Order)  # silent
    return Order
