"""The class itself and its manager chain: create, update, delete, get_or_create, bulk operations, custom managers."""

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from shop.accounts.models import Customer
from shop.catalogue.models import GiftCard, Product, StockRecord, Tag
from shop.orders.models import ArchivedOrder, Coupon, Invoice, Order, OrderLine
from shop.payments.models import PayableOrder, Payment


def create():
    Tag.objects.create(name="paid")  # write: Tag


def create_over_lines(customer):
    return Order.objects.create(  # write: Order
        customer=customer,
        status=Order.Status.OPEN,
    )


def chain_over_lines():
    return (
        Order.objects
        .filter(status="open")
        .exclude(total_cents=0)
        .update(status="late")  # write: Order.status
    )


def get_or_create():
    Tag.objects.get_or_create(name="paid")  # write: Tag
    Customer.objects.update_or_create(email="a@example.invalid", defaults={"name": "Ada"})  # write: Customer


def get_or_create_unpacked():
    tag, created = Tag.objects.get_or_create(name="paid")  # write: Tag
    return tag if created else None


def bulk_create(numbers):
    Order.objects.bulk_create([Order(number=number) for number in numbers])  # write: Order
    Tag.objects.bulk_create(Tag(name=number) for number in numbers)  # write: Tag


def bulk_update(orders):
    Order.objects.bulk_update(orders, ["status", "total_cents"])  # write: Order.status, Order.total_cents
    Order.objects.bulk_update(orders, fields=["status"], batch_size=10)  # write: Order.status


def update():
    Product.objects.filter(stock=0).update(is_active=False)  # write: Product.is_active
    Product.objects.update(stock=F("stock") - 1, is_active=True)  # write: Product.stock, Product.is_active


def update_with_a_variable(values):
    Product.objects.update(**values)  # write: Product


def delete():
    OrderLine.objects.filter(quantity=0).delete()  # write: OrderLine
    Coupon.objects.all().delete()  # write: Coupon


def delete_one(pk):
    Coupon.objects.get(pk=pk).delete()  # write: Coupon


def other_database():
    Order.objects.using("archive").filter(status="done").delete()  # write: Order
    Order.objects.db_manager("archive").create(number="1")  # write: Order


def in_a_transaction():
    with transaction.atomic():
        Order.objects.select_for_update().filter(status="open").update(status="late")  # write: Order.status


def queryset_in_a_name(late):
    orders = Order.objects.filter(status="open")  # read: Order
    if late:
        orders = orders.filter(total_cents__gt=100)
    orders.update(status="late")  # write: Order.status


def combined():
    orders = Order.objects.filter(status="open") | Order.objects.filter(status="late")  # read: Order
    orders.update(status="done")  # write: Order.status
    Order.objects.filter(Q(status="open") | Q(total_cents=0)).delete()  # write: Order


def method_of_a_queryset(customer):
    Order.objects.open().update(status="late")  # write: Order.status
    Order.objects.of_customer(customer).open().delete()  # write: Order


def another_manager():
    Order.open_orders.update(status="late")  # write: Order.status
    Order.open_orders.filter(total_cents=0).delete()  # write: Order


def manager_from_a_queryset():
    Product.objects.on_sale().update(stock=0)  # write: Product.stock
    Product.objects.named("cup").delete()  # write: Product


def method_of_the_shared_kernel():
    Customer.objects.filter(status="gone").bury()  # write: Customer.deleted_at
    Customer.objects.alive().update(status="new")  # write: Customer.status


def managers_of_django():
    Order._default_manager.filter(status="open").update(status="late")  # write: Order.status
    Order._base_manager.all().delete()  # write: Order
    Order.objects.get_queryset().delete()  # write: Order


def table_with_another_name():
    Invoice.objects.update(state="sent")  # write: Invoice.state


def proxy():
    ArchivedOrder.objects.update(status="old")  # write: Order.status
    ArchivedOrder.objects.create(number="1")  # write: Order


def own_proxy_of_a_foreign_model():
    PayableOrder.objects.filter(status="open").update(status="paid")  # write: Order.status
    PayableOrder.objects.create(number="1")  # write: Order


def joined_child():
    GiftCard.objects.create(name="card", code="x")  # write: GiftCard
    GiftCard.objects.update(code="y")  # write: GiftCard.code
    GiftCard.objects.update(name="z")  # write: Product.name


def save_of_a_new_one():
    Tag(name="paid").save()  # write: Tag
    StockRecord(product_id=1, place="cellar").save(force_insert=True)  # write: StockRecord


def constructed_then_saved(customer):
    order = Order(customer=customer)
    order.save()  # write: Order


def own_and_foreign(order):
    payment = Payment.objects.create(order=order)  # silent
    Payment.objects.filter(order=order).update(status="done")  # silent
    Order.objects.filter(payments=payment).update(status="done")  # write: Order.status


def reads():
    Order.objects.count()  # read: Order
    Order.objects.filter(status="open").exists()  # read: Order
    Order.objects.open().order_by("number")[:10]  # read: Order
    Customer.objects.aggregate()  # read: Customer
    list(Product.objects.raw("SELECT * FROM catalogue_product"))  # read: Product


def reads_inside_a_query_of_ours():
    lines = OrderLine.objects.filter(order=OuterRef("order"))  # read: OrderLine
    Payment.objects.filter(Exists(lines)).update(status="done")  # silent
    Payment.objects.filter(order__in=Order.objects.open()).delete()  # read: Order


def nested_in_a_write_of_another():
    Order.objects.filter(customer__in=Customer.objects.alive()).update(status="late")  # read: Customer; write: Order.status


async def asynchronous():
    await Tag.objects.acreate(name="paid")  # write: Tag
    await Tag.objects.aget_or_create(name="paid")  # write: Tag
    await Tag.objects.aupdate_or_create(name="paid")  # write: Tag
    await Order.objects.filter(status="open").aupdate(status="late")  # write: Order.status
    await Order.objects.filter(status="late").adelete()  # write: Order
    await Tag.objects.abulk_create([Tag(name="a")])  # write: Tag
    await Order.objects.acount()  # read: Order
