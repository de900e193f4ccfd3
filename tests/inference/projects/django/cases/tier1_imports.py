"""The class itself, however it came into the file: import forms, registries, the user model, class attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.apps import apps as django_apps
from django.conf import settings
from django.contrib.auth import get_user_model

import shop.orders.models
import shop.orders.models as order_models
from shop.accounts import models as accounts
from shop.accounts.models import Customer as Buyer
from shop.orders.models import Order
from shop.orders.models.order import OrderNote
from shop.payments import models as own
from shop.shipping.carriers import Carrier
from shop.shipping.models import Carrier as CarrierByWayOfParcels

from ..catalogue.models import Product

if TYPE_CHECKING:
    from shop.orders.models import Invoice

try:
    from shop.catalogue.models import Tag
except ImportError:
    Tag = None

User = get_user_model()
Row = Order


def plain_import():
    Order.objects.all().delete()  # write: Order


def whole_path():
    shop.orders.models.Order.objects.all().delete()  # write: Order


def module_alias():
    order_models.Coupon.objects.all().delete()  # write: Coupon


def module_from_package():
    accounts.Address.objects.all().delete()  # write: Address


def alias():
    Buyer.objects.update(status="new")  # write: Customer.status


def defining_file():
    OrderNote.objects.all().delete()  # write: OrderNote


def relative():
    Product.objects.update(stock=0)  # write: Product.stock


def file_that_is_not_called_models():
    Carrier.objects.update(is_active=False)  # write: Carrier.is_active


def by_way_of_another_file():
    CarrierByWayOfParcels.objects.all().delete()  # write: Carrier


def through_the_own_models():
    own.Order.objects.all().delete()  # write: Order
    own.Payment.objects.all().delete()  # silent


def only_for_annotations(invoice: Invoice):
    invoice.delete()  # write: Invoice


def guarded():
    if Tag is not None:
        Tag.objects.create(name="paid")  # write: Tag


def module_level_alias():
    Row.objects.update(status="done")  # write: Order.status


def in_the_function():
    from shop.accounts.models import Team

    Team.objects.create(name="payers")  # write: Team


def in_a_loop(names):
    for name in names:
        from shop.catalogue.models import Category

        Category.objects.get_or_create(name=name)  # write: Category


def user_model():
    User.objects.filter(is_active=False).delete()  # write: User
    User.objects.create_user("ada", password="x")  # write: User
    get_user_model().objects.update(loyalty_points=0)  # write: User.loyalty_points
    accounts.User.objects.create(username="ada")  # write: User


def by_registry():
    apps.get_model("shop_orders", "Order").objects.update(status="done")  # write: Order.status
    apps.get_model("members.Customer").objects.all().delete()  # write: Customer


def by_registry_in_a_name():
    order_model = django_apps.get_model("shop_orders", "Order")
    order_model.objects.filter(status="open").delete()  # write: Order
    line_model = django_apps.get_model(app_label="shop_orders", model_name="OrderLine")
    line_model.objects.create(order_id=1, product_id=1)  # write: OrderLine


def by_registry_of_an_app():
    apps.get_app_config("shop_orders").get_model("Coupon").objects.all().delete()  # write: Coupon


def by_registry_with_a_folder_for_a_label():
    apps.get_model("orders", "Order").objects.all().delete()  # silent


def user_by_setting():
    apps.get_model(settings.AUTH_USER_MODEL).objects.all().delete()  # write: User


def by_registry_with_variables(label, name):
    apps.get_model(label, name).objects.all().delete()  # opaque


def local_alias():
    model = Order
    model.objects.all().delete()  # write: Order


def class_of_an_instance(order: Order):
    type(order).objects.filter(pk=order.pk).update(status="done")  # write: Order.status
    order.__class__.objects.all().delete()  # write: Order
    order._meta.model.objects.all().delete()  # write: Order


def chosen(kind):
    model = {"order": Order, "product": Product}[kind]
    model.objects.all().delete()  # likely: Order, Product


def one_after_the_other():
    for model in (Order, Product, own.Payment):
        model.objects.all().delete()  # write: Order, Product


class Importer:
    model = Order
    queryset = Product.objects.filter(stock=0)  # read: Product

    def __init__(self):
        self.tags = Tag
        self.rows = Order.objects.open()  # read: Order

    def class_attribute(self):
        self.model.objects.update(status="done")  # write: Order.status

    def class_attribute_is_called(self):
        self.model(number="1").save()  # write: Order

    def queryset_of_the_class(self):
        self.queryset.update(is_active=False)  # write: Product.is_active

    def on_self(self):
        self.tags.objects.create(name="paid")  # write: Tag

    def queryset_on_self(self):
        self.rows.filter(total_cents=0).delete()  # write: Order
