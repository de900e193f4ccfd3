"""The models of orders, from several files."""

from .coupon import Coupon, OrderCoupon
from .order import ArchivedOrder, Invoice, Order, OrderLine, OrderNote

__all__ = ["ArchivedOrder", "Coupon", "Invoice", "Order", "OrderCoupon", "OrderLine", "OrderNote"]
