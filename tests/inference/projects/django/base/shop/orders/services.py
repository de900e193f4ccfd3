"""What orders do with their rows. Few of these carry annotations, as in most code of that age."""

from dataclasses import dataclass

from shop.orders.models import Order, OrderLine


@dataclass
class OrderSummary:
    """An order, as others see it."""

    number: str
    status: str
    total_cents: int = 0

    def save(self):
        """Keep it for the report."""
        return {"number": self.number, "status": self.status}


def find_order(number):
    """The order with this number, or None."""
    return Order.objects.filter(number=number).first()


def open_orders():
    """Orders that are not finished."""
    return Order.objects.open()


def new_order(customer):
    """An order that is not saved yet."""
    order = Order(customer=customer)
    order.status = Order.Status.OPEN
    return order


def order_and_line(number):
    """Both, as a pair."""
    line = OrderLine.objects.select_related("order").get(order__number=number)
    return line.order, line


def each_open_order():
    """One by one."""
    for order in Order.objects.open().iterator():
        yield order


def numbers():
    """Numbers only."""
    return list(Order.objects.values_list("number", flat=True))


def summary(order):
    """The order, as others see it."""
    return OrderSummary(number=order.number, status=order.status)


def close_order(order):
    """Finish it: orders' own business."""
    order.status = "done"
    order.save()


def add_line(order, product, quantity=1):
    """One more line: orders' own business."""
    return order.lines.create(product=product, quantity=quantity)


class Basket:
    """An order that is being filled."""

    def __init__(self, customer):
        self.customer = customer

    @property
    def order(self):
        """The order of the basket; there is always one."""
        order, created = Order.objects.get_or_create(customer=self.customer, status="open")
        return order

    def lines(self):
        """What is in it."""
        return self.order.lines.all()
