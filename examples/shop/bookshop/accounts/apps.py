"""The app has another label than its folder: once there was an app called `accounts`."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, customers and their addresses."""

    name = "bookshop.accounts"
    label = "people"
