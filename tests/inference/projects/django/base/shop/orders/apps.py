"""The app is called otherwise than its folder."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    """Orders and what belongs to them."""

    name = "shop.orders"
    label = "shop_orders"
