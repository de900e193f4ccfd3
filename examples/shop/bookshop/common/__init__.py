"""What had no place elsewhere. Everybody imports it."""  # expect: god-module (warning)

from bookshop.common.money import Money, format_price

__all__ = ["Money", "format_price"]
