"""Local flow: rows come from a manager, are assigned to, and are saved or deleted."""

from __future__ import annotations

from contextlib import suppress

from django.db import IntegrityError, transaction
from django.db.models import F
from django.shortcuts import get_list_or_404, get_object_or_404

from shop.accounts.models import Customer, User
from shop.catalogue.models import GiftCard, Product, Tag
from shop.orders.models import ArchivedOrder, Order, OrderLine
from shop.payments.models import PayableOrder, Payment, StoreCredit


def get(pk):
    order = Order.objects.get(pk=pk)  # read: Order
    order.status = "done"  # write: Order.status
    order.save()  # write: Order


def first(number):
    order = Order.objects.filter(number=number).first()  # read: Order
    if order:
        order.status = "done"  # write: Order.status
        order.save(update_fields=["status"])  # write: Order.status


def last_and_latest():
    last = Order.objects.order_by("pk").last()  # read: Order
    last.delete()  # write: Order
    latest = Order.objects.latest("created_at")  # read: Order
    latest.status = "late"  # write: Order.status
    latest.save()  # write: Order


def shortcut(number):
    order = get_object_or_404(Order, number=number)  # read: Order
    order.status = "done"  # write: Order.status
    order.save()  # write: Order


def shortcut_with_a_queryset(number):
    order = get_object_or_404(Order.objects.select_related("customer"), number=number)  # read: Order
    order.total_cents = 0  # write: Order.total_cents
    order.save()  # write: Order


def shortcut_for_many():
    for order in get_list_or_404(Order, status="open"):  # read: Order
        order.delete()  # write: Order


def created(customer):
    order = Order.objects.create(customer=customer)  # write: Order
    order.status = "open"  # write: Order.status
    order.save()  # write: Order


def got_or_created(email):
    customer, created = Customer.objects.get_or_create(email=email)  # write: Customer
    if created:
        customer.status = "new"  # write: Customer.status
        customer.save()  # write: Customer


def got_or_created_without_the_flag(email):
    customer = Customer.objects.get_or_create(email=email)[0]  # write: Customer
    customer.status = "new"  # write: Customer.status
    customer.save()  # write: Customer
    tag, _ = Tag.objects.update_or_create(name="paid")  # write: Tag
    tag.delete()  # write: Tag


def constructed(customer):
    order = Order(customer=customer)
    order.status = "open"  # write: Order.status
    order.total_cents += 100  # write: Order.total_cents
    order.save()  # write: Order


def constructed_for_a_bulk(numbers):
    orders = []
    for number in numbers:
        order = Order(number=number)
        order.status = "open"  # write: Order.status
        orders.append(order)
    Order.objects.bulk_create(orders)  # write: Order


def loop():
    for product in Product.objects.filter(stock=0):  # read: Product
        product.is_active = False  # write: Product.is_active
        product.save()  # write: Product


def loop_over_portions():
    for product in Product.objects.iterator(chunk_size=100):  # read: Product
        product.stock = F("stock") + 1  # write: Product.stock
        product.save(update_fields=("stock",))  # write: Product.stock


def loop_that_deletes():
    orders = Order.objects.filter(status="old")  # read: Order
    for order in orders.order_by("pk"):
        order.delete()  # write: Order


def loop_for_a_bulk_update():
    products = list(Product.objects.all())  # read: Product
    for product in products:
        product.price_cents *= 2  # write: Product.price_cents
    Product.objects.bulk_update(products, ["price_cents"])  # write: Product.price_cents


def in_bulk(numbers):
    orders = Order.objects.in_bulk(numbers, field_name="number")  # read: Order
    for number, order in orders.items():
        order.status = "done"  # write: Order.status
        order.save()  # write: Order
    orders["1"].delete()  # write: Order


def sliced():
    first = Order.objects.order_by("pk")[0]  # read: Order
    first.delete()  # write: Order
    for order in Order.objects.all()[:10]:  # read: Order
        order.delete()  # write: Order


def comprehension():
    late = [order for order in Order.objects.all() if order.status == "late"]  # read: Order
    late[0].delete()  # write: Order
    by_number = {order.number: order for order in Order.objects.all()}  # read: Order
    by_number["1"].delete()  # write: Order
    for order in by_number.values():
        order.status = "done"  # write: Order.status
        order.save()  # write: Order


def by_setattr(pk, values):
    order = Order.objects.get(pk=pk)  # read: Order
    for name, value in values.items():
        setattr(order, name, value)  # write: Order
    order.save()  # write: Order


def by_setattr_with_a_literal(order: Order):
    setattr(order, "status", "done")  # write: Order.status
    order.save()  # write: Order


def several(order: Order):
    order.status, order.total_cents = "done", 0  # write: Order.status, Order.total_cents
    order.paid_cents = order.total_cents = 0  # write: Order.paid_cents, Order.total_cents
    order.save()  # write: Order


def item_of_a_json_field(order: Order):
    order.meta["reason"] = "late"  # write: Order.meta
    order.save()  # write: Order


def by_column(order: Order, customer: Customer):
    order.customer_id = customer.pk  # write: Order.customer_id
    order.customer = customer  # write: Order.customer
    order.save()  # write: Order


def saved_on_one_path(order: Order, really):
    order.status = "done"  # write: Order.status
    if really:
        order.save()  # write: Order


def saved_in_every_branch(order: Order, kind):
    if kind == "paid":
        order.status = "paid"  # write: Order.status
    else:
        order.status = "done"  # write: Order.status
    order.save()  # write: Order


def found_or_new(email):
    customer = Customer.objects.filter(email=email).first()  # read: Customer
    if customer is None:
        customer = Customer(email=email)
    customer.status = "new"  # write: Customer.status
    customer.save()  # write: Customer


def tried(email):
    try:
        customer = Customer.objects.get(email=email)  # read: Customer
    except Customer.DoesNotExist:
        customer = Customer(email=email)
    customer.name = "Ada"  # write: Customer.name
    with suppress(IntegrityError), transaction.atomic():
        customer.save()  # write: Customer


def saved_in_finally(order: Order):
    try:
        order.status = "running"  # write: Order.status
    finally:
        order.save()  # write: Order


def two_models(kind, pk):
    row = Order.objects.get(pk=pk) if kind == "order" else Product.objects.get(pk=pk)  # read: Order, Product
    row.delete()  # write: Order, Product


def own_or_foreign(kind, pk):
    if kind == "payment":
        row = Payment.objects.get(pk=pk)
    else:
        row = Order.objects.get(pk=pk)  # read: Order
    row.status = "done"  # write: Order.status
    row.save()  # write: Order


def model_in_a_name(kind):
    model = Order if kind == "order" else Product
    row = model.objects.first()  # read: Order, Product
    row.delete()  # write: Order, Product


def walrus(number):
    if order := Order.objects.filter(number=number).first():  # read: Order
        order.status = "done"  # write: Order.status
        order.save()  # write: Order


def renamed(order: Order):
    row = order
    row.status = "done"  # write: Order.status
    order.save()  # write: Order


def saved_in_a_closure(order: Order):
    order.status = "done"  # write: Order.status
    transaction.on_commit(lambda: order.save())  # write: Order
    transaction.on_commit(order.save)  # write: Order


def saved_twice(order: Order):
    order.status = "running"  # write: Order.status
    order.save()  # write: Order
    order.status = "done"  # write: Order.status
    order.save()  # write: Order


def proxy(pk):
    order = ArchivedOrder.objects.get(pk=pk)  # read: Order
    order.status = "old"  # write: Order.status
    order.save()  # write: Order


def own_proxy(pk):
    order = PayableOrder.objects.get(pk=pk)  # read: Order
    order.paid_cents = order.total_cents  # write: Order.paid_cents
    order.save()  # write: Order


def joined_child(pk):
    card = GiftCard.objects.get(pk=pk)  # read: GiftCard
    card.code = "x"  # write: GiftCard.code
    card.price_cents = 0  # write: Product.price_cents
    card.save()  # write: GiftCard


def own_child_of_a_foreign_parent(credit: StoreCredit):
    credit.balance_cents = 0  # silent
    credit.price_cents = 0  # write: Product.price_cents
    credit.save()  # write: Product
    credit.save(update_fields=["balance_cents"])  # silent


def field_of_a_third_party_base(user: User):
    user.is_active = False  # write: User.is_active
    user.email = "a@example.invalid"  # write: User.email
    user.set_password("x")  # silent
    user.save()  # write: User


def field_of_an_abstract_base(order: Order, user: User):
    order.created_by = user  # write: Order.created_by
    order.updated_at = None  # write: Order.updated_at
    order.save()  # write: Order


def copied_row(line: OrderLine):
    line.pk = None
    line.save()  # write: OrderLine


def deleted_with_a_result(pk):
    count, details = Order.objects.filter(pk=pk).delete()  # write: Order
    return count, details


async def asynchronous(pk):
    order = await Order.objects.aget(pk=pk)  # read: Order
    order.status = "done"  # write: Order.status
    await order.asave(update_fields=["status"])  # write: Order.status
    async for line in OrderLine.objects.filter(order=order):  # read: OrderLine
        await line.adelete()  # write: OrderLine


def many_rows_with_a_flag(order: Order, customer, product_id):
    rows = [
        (Order.objects.filter(customer=customer), False),  # read: Order
        (OrderLine.objects.filter(order=order), True),  # read: OrderLine
        (Customer.objects.filter(pk=customer), False),  # read: Customer
    ]
    for found, one_by_one in rows:
        if not one_by_one:
            found.delete()  # likely: Order, OrderLine, Customer


def two_rows_in_pairs(order: Order, pk):
    for found, note in [(Order.objects.filter(pk=pk), "a"), (OrderLine.objects.filter(order=order), "b")]:  # read: Order, OrderLine
        found.delete()  # write: Order, OrderLine
