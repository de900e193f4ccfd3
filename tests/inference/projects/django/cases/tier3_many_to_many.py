"""Fields to models: many-to-many fields write the table of the model that declares them, or of their `through` model."""

from __future__ import annotations

from django.contrib.auth.models import Group

from shop.accounts.models import Team, User
from shop.catalogue.models import Product, Tag
from shop.orders.models import Coupon, Order
from shop.payments.models import Payment


def add(product: Product, tag: Tag):
    product.tags.add(tag)  # write: Product.tags
    product.tags.remove(tag)  # write: Product.tags
    product.tags.set([tag])  # write: Product.tags
    product.tags.clear()  # write: Product.tags


def from_the_other_side(product: Product, tag: Tag):
    tag.products.add(product)  # write: Product.tags
    tag.products.clear()  # write: Product.tags


def with_a_new_row(product: Product):
    product.tags.create(name="paid")  # write: Product.tags, Tag
    product.tags.get_or_create(name="paid")  # write: Product.tags, Tag


def own_field_with_a_new_row(payment: Payment):
    payment.tags.create(name="paid")  # write: Tag


def rows_of_a_field(product: Product, payment: Payment):
    for tag in product.tags.all():  # read: Tag
        tag.name = tag.name.lower()  # write: Tag.name
        tag.save()  # write: Tag
    payment.tags.all().delete()  # write: Tag
    payment.tags.filter(name="paid").update(name="done")  # write: Tag.name


def to_itself(product: Product, other: Product):
    product.related.add(other)  # write: Product.related
    product.related.first().delete()  # write: Product


def through_model(order: Order, coupon: Coupon):
    order.coupons.add(coupon, through_defaults={"value_cents": 100})  # write: OrderCoupon
    order.coupons.remove(coupon)  # write: OrderCoupon
    coupon.orders.clear()  # write: OrderCoupon


def through_model_of_users(team: Team, user: User):
    team.members.add(user)  # write: Membership
    user.teams.set([team])  # write: Membership
    user.memberships.filter(level=0).delete()  # write: Membership


def rows_behind_a_through_model(order: Order):
    for coupon in order.coupons.all():  # read: Coupon
        coupon.used += 1  # write: Coupon.used
        coupon.save(update_fields=["used"])  # write: Coupon.used


def through_attribute(product: Product, tag: Tag):
    Product.tags.through.objects.create(product=product, tag=tag)  # write: Product.tags
    Order.coupons.through.objects.filter(coupon__code="x").delete()  # write: OrderCoupon
    product.tags.through.objects.all().delete()  # write: Product.tags


def own_declaration(payment: Payment, tag: Tag, user: User):
    payment.tags.add(tag)  # silent
    tag.payments.add(payment)  # silent
    payment.watchers.set([user])  # silent
    user.watched_payments.clear()  # silent


def of_a_chain(payment: Payment, tag: Tag):
    payment.order.lines.first().product.tags.add(tag)  # read: OrderLine; write: Product.tags
    payment.order.coupons.clear()  # write: OrderCoupon


def of_a_third_party_base(user: User, group: Group):
    user.groups.add(group)  # write: User.groups
    user.groups.clear()  # write: User.groups


def in_a_loop(products: list[Product], tags: list[Tag]):
    for product in products:
        product.tags.add(*tags)  # write: Product.tags


async def asynchronous(product: Product, tag: Tag):
    await product.tags.aadd(tag)  # write: Product.tags
    await product.tags.aset([tag])  # write: Product.tags
