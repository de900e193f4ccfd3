"""Raw SQL in Django: cursors, `.raw()`, `extra`, with the default names of tables and with `db_table`."""

from __future__ import annotations

from django.db import connection, connections, transaction

from shop.orders.models import Order
from shop.payments.models import Payment


def cursor():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE shop_orders_order SET status = 'done' WHERE id = %s", [1])  # write: Order.status
        cursor.execute("DELETE FROM members_customer")  # write: Customer
        cursor.execute("DELETE FROM payments_payment")  # silent
        cursor.executemany("INSERT INTO catalogue_tag (name) VALUES (%s)", [("a",), ("b",)])  # write: Tag


def cursor_without_with():
    cursor = connections["archive"].cursor()
    cursor.execute("DELETE FROM shop_orders_orderline")  # write: OrderLine


def cursor_as_parameter(cursor):
    cursor.execute("DELETE FROM shop_orders_orderline")  # write: OrderLine


def string_on_the_next_line():
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE shop_orders_order "  # write: Order.paid_cents, Order.status
            "SET paid_cents = total_cents, status = 'paid' "
            "WHERE id IN (SELECT order_id FROM payments_payment)",
        )


def triple_quotes():
    with connection.cursor() as cursor:
        cursor.execute(
            """  -- write: Product.stock
            UPDATE catalogue_product
               SET stock = 0
             WHERE NOT is_active
            """
        )


def table_with_another_name():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM legacy_invoices")  # write: Invoice
        cursor.execute("DELETE FROM shop_orders_invoice")  # silent


def table_of_a_folder_that_is_no_label():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_customer")  # silent
        cursor.execute("DELETE FROM orders_order")  # silent


def table_of_many_to_many():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM catalogue_product_tags")  # write: Product.tags
        cursor.execute("DELETE FROM payments_payment_tags")  # silent
        cursor.execute("DELETE FROM shop_orders_ordercoupon")  # write: OrderCoupon


def column_of_a_foreign_key():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE shop_orders_order SET customer_id = 1")  # write: Order.customer_id


def table_name_of_a_model(pk):
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {Order._meta.db_table} WHERE id = {pk}")  # write: Order
        cursor.execute("DELETE FROM %s" % Order._meta.db_table)  # write: Order
        cursor.execute(f"DELETE FROM {Payment._meta.db_table}")  # silent


def table_of_a_parameter(table):
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE TABLE {table}")  # opaque
        cursor.execute("DELETE FROM " + table)  # opaque


def third_party_table():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_session")  # silent
        cursor.execute("UPDATE auth_group SET name = 'x'")  # silent


def statement_in_a_name():
    statement = "DELETE FROM shop_orders_ordernote"
    with connection.cursor() as cursor:
        cursor.execute(statement)  # write: OrderNote


def raw_query():
    for order in Order.objects.raw("SELECT * FROM shop_orders_order WHERE status = 'open'"):  # read: Order
        order.status = "late"  # write: Order.status
        order.save()  # write: Order


def read():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM shop_orders_order")  # read: Order
        cursor.execute("SELECT count(*) FROM payments_payment")  # silent
        cursor.execute("INSERT INTO payments_refund (order_id) SELECT id FROM shop_orders_order")  # read: Order
        return cursor.fetchone()
