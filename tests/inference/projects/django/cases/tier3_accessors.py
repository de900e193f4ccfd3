"""Fields to models: foreign keys, one-to-one fields, named and default reverse accessors, related managers."""

from __future__ import annotations

from shop.accounts.models import Customer, Profile, User
from shop.catalogue.models import Category, Product
from shop.orders.models import Invoice, Order, OrderLine, OrderNote
from shop.payments.models import Payment, Refund
from shop.shipping.models import Parcel


def foreign_key_of_an_own_row(payment: Payment):
    payment.order.status = "paid"  # write: Order.status
    payment.order.save()  # write: Order


def foreign_key_that_was_fetched(pk):
    payment = Payment.objects.select_related("order").get(pk=pk)
    payment.order.paid_cents += payment.amount_cents  # write: Order.paid_cents
    payment.order.save(update_fields=["paid_cents"])  # write: Order.paid_cents
    payment.status = "done"  # silent
    payment.save()  # silent


def foreign_key_in_a_name(payment: Payment):
    order = payment.order
    order.status = "paid"  # write: Order.status
    order.save()  # write: Order


def two_foreign_keys(refund: Refund):
    refund.payment.order.customer.credit_cents = 0  # write: Customer.credit_cents
    refund.payment.order.customer.save()  # write: Customer
    refund.order.delete()  # write: Order


def foreign_key_to_the_user_model(payment: Payment):
    payment.payer.loyalty_points += 1  # write: User.loyalty_points
    payment.payer.save()  # write: User


def foreign_key_of_an_abstract_base(payment: Payment):
    payment.created_by.phone = ""  # write: User.phone
    payment.created_by.save()  # write: User


def foreign_key_to_itself(category: Category):
    category.parent.name = ""  # write: Category.name
    category.parent.save()  # write: Category
    category.children.update(name="")  # write: Category.name


def foreign_key_by_a_string(line: OrderLine):
    line.product.stock -= line.quantity  # write: Product.stock
    line.product.save()  # write: Product


def named_accessor(customer: Customer):
    customer.orders.create(number="1")  # write: Order
    customer.orders.filter(status="open").update(status="late")  # write: Order.status
    customer.orders.all().delete()  # write: Order
    customer.orders.get_or_create(number="1")  # write: Order
    customer.orders.first().delete()  # write: Order


def rows_of_an_accessor(order: Order):
    for line in order.lines.all():  # read: OrderLine
        line.quantity += 1  # write: OrderLine.quantity
        line.save()  # write: OrderLine
    for line in order.lines.filter(quantity=0):  # read: OrderLine
        line.delete()  # write: OrderLine


def accessor_in_a_name(order: Order):
    lines = order.lines
    lines.create(product_id=1)  # write: OrderLine
    cheap = order.lines.filter(price_cents=0)  # read: OrderLine
    cheap.delete()  # write: OrderLine


def default_accessor(order: Order, product: Product):
    order.ordernote_set.create(text="paid")  # write: OrderNote
    order.ordernote_set.all().delete()  # write: OrderNote
    product.orderline_set.update(price_cents=0)  # write: OrderLine.price_cents


def default_accessor_of_another_app(customer: Customer):
    customer.address_set.filter(is_default=True).update(is_default=False)  # write: Address.is_default
    customer.address_set.create(street="x")  # write: Address


def related_manager_that_moves_rows(customer: Customer, order: Order):
    customer.orders.add(order)  # write: Order
    customer.orders.set([order])  # write: Order
    customer.address_set.add(order.customer.address_set.first(), bulk=False)  # read: Address; write: Address


def reverse_one_to_one(user: User):
    user.profile.bio = ""  # write: Profile.bio
    user.profile.save()  # write: Profile
    user.customer.status = "new"  # write: Customer.status
    user.customer.save()  # write: Customer
    user.profile.delete()  # write: Profile


def default_reverse_one_to_one(order: Order):
    order.invoice.state = "paid"  # write: Invoice.state
    order.invoice.save()  # write: Invoice


def one_to_one_and_back(profile: Profile):
    profile.user.customer.orders.update(status="done")  # write: Order.status


def accessor_of_an_abstract_base(user: User):
    user.shop_orders_order_created.update(status="done")  # write: Order.status
    user.shop_orders_order_created.first().delete()  # write: Order


def from_own_rows_by_an_accessor(payment: Payment):
    payment.parcel_set.update(status="sent")  # write: Parcel.status
    payment.order.lines.all().delete()  # write: OrderLine
    payment.order.parcels.create(carrier=None)  # write: Parcel
    payment.order.payments.all().delete()  # silent


def in_a_loop_over_own_rows():
    for payment in Payment.objects.filter(status="late"):
        for line in payment.order.lines.all():  # read: OrderLine
            line.product.stock += line.quantity  # write: Product.stock
            line.product.save()  # write: Product
        payment.order.delete()  # write: Order


def home_again(order: Order):
    order.payments.first().order.status = "done"  # silent
    order.payments.first().delete()  # silent
    order.customer.user.payments.first().order.delete()  # write: Order


def values_of_foreign_keys(orders: list[Order]):
    for customer in {order.customer for order in orders}:
        customer.status = "buyer"  # write: Customer.status
        customer.save()  # write: Customer


def accessor_in_a_comprehension(customer: Customer):
    late = [order for order in customer.orders.all() if order.status == "late"]  # read: Order
    late[0].delete()  # write: Order


def related_object_of_a_note(note: OrderNote):
    note.author.phone = ""  # write: User.phone
    note.author.save()  # write: User
    note.order.invoice.delete()  # write: Invoice


def bulk_on_an_accessor(order: Order, products: list[Product]):
    order.lines.bulk_create([OrderLine(order=order, product=product) for product in products])  # write: OrderLine


def unsaved_child(order: Order):
    parcel = Parcel(order=order)
    parcel.status = "packed"  # write: Parcel.status
    parcel.save()  # write: Parcel
    invoice = Invoice(order=order)
    invoice.state = "draft"  # silent


async def asynchronous(order: Order):
    await order.lines.acreate(product_id=1)  # write: OrderLine
    async for line in order.lines.all():  # read: OrderLine
        await line.adelete()  # write: OrderLine
