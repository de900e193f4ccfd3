"""The app has another label than its folder."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    """Orders and their lines."""

    name = "bookshop.orders"
    label = "ordering"
