"""The app is called otherwise than its folder: there was an `accounts` before."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, customers and their teams."""

    name = "shop.accounts"
    label = "members"
