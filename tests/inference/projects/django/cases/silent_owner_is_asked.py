"""Silent: the owner is asked, and the owner writes: services, and methods of models and managers of its own."""

from shop.accounts.models import Customer
from shop.catalogue.models import Product
from shop.orders import services
from shop.orders.models import Order
from shop.orders.services import Basket, add_line, close_order
from shop.payments.models import Payment


def by_service(order: Order, product: Product):
    close_order(order)  # silent
    services.close_order(order)  # silent
    add_line(order, product)  # silent


def by_service_over_own_row(payment: Payment):
    services.close_order(payment.order)  # silent
    payment.status = "closed"  # silent
    payment.save()  # silent


def by_method_of_the_model(order: Order, customer: Customer):
    order.cancel("not paid")  # silent
    customer.block()  # silent


def by_method_of_a_row_that_was_read(number):
    Order.objects.get(number=number).cancel()  # read: Order


def by_method_of_the_manager(customer: Customer):
    Order.open_orders.place(customer)  # silent
    order = Order.open_orders.place(customer, total_cents=1)  # silent
    return order.number


def by_object_of_the_owner(customer: Customer):
    basket = Basket(customer)
    return basket.order.number


def builder_alone(customer: Customer):
    order = services.new_order(customer)  # silent
    order.total_cents = 0  # silent
    return order.number


def figures():
    totals = Product.objects.totals()
    totals.update(late=0)  # silent
    return totals
