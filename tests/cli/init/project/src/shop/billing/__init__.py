from shop.core import Money
