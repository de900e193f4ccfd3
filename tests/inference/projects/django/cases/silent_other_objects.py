"""Silent: `objects`, `create`, `update`, `delete`, `save` and `add` of things that are no model and no queryset."""

from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import MagicMock, Mock

from django import forms
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.core.mail import EmailMessage
from django.db.models import Count

import requests

from shop.orders import models as order_models
from shop.orders.services import OrderSummary
from shop.search import client as search
from shop.search.client import Client, Order


@dataclass
class Customer:
    status: str = "new"

    def save(self):
        return self.status


class ContactForm(forms.Form):
    name = forms.CharField()

    def save(self):
        return self.cleaned_data["name"]


def api_client(client: Client):
    client.objects.create(number="1")  # silent
    client.objects.filter(number="1").update(status="done")  # silent
    client.objects.filter(number="1").delete()  # silent
    client.objects.basic_api.create(number="1")  # silent
    client.objects.basic_api.update_or_create(number="1")  # silent


def client_without_a_type(client):
    client.objects.create(number="1")  # silent
    client.orders.objects.basic_api.create(number="1")  # silent
    client.objects.get(number="1").delete()  # silent


def class_of_the_same_name():
    Order.objects.create(number="1")  # silent
    search.Order.objects.filter(number="1").update(status="done")  # silent
    order = Order("1")
    order.status = "done"  # silent
    order.save()  # silent
    order.delete()  # silent


def dataclass_of_the_same_name(customer: Customer):
    customer.status = "blocked"  # silent
    customer.save()  # silent


def summary_of_a_row(order: order_models.Order):
    summary = OrderSummary(number=order.number, status=order.status)
    summary.status = "shown"  # silent
    summary.save()  # silent


def form(data):
    form = ContactForm(data)
    if form.is_valid():
        form.save()  # silent
        form.cleaned_data.update(name="")  # silent


def sets_and_dictionaries(orders: list[order_models.Order]):
    topics = set()
    topics.add("orders")  # silent
    topics.update(order.number for order in orders)  # silent
    seen = set(orders)
    seen.add(orders[0])  # silent
    seen.clear()  # silent
    seen.remove(orders[0])  # silent
    by_number = {order.number: order for order in orders}
    by_number.update(first=orders[0])  # silent
    return topics, seen, by_number


def lists(orders: list[order_models.Order]):
    orders.append(orders[0])  # silent
    orders.remove(orders[0])  # silent
    orders.clear()  # silent


def dictionary_of_a_queryset():
    totals = order_models.Order.objects.aggregate(count=Count("id"))  # read: Order
    totals.update(late=0)  # silent
    return totals


def cache_and_files(order: order_models.Order, path: Path):
    cache.set(order.number, order.status)  # silent
    cache.delete(order.number)  # silent
    default_storage.save(order.number, path.open("rb"))  # silent
    default_storage.delete(order.number)  # silent
    path.unlink()


def session_of_a_request(request, order: order_models.Order):
    request.session["status"] = order.status  # silent
    request.session.save()  # silent
    request.session.update(order=order.pk)  # silent
    request.POST = {"status": order.status}  # silent


def http(order: order_models.Order):
    session = requests.Session()
    session.delete(f"https://example.invalid/{order.number}")  # silent
    session.headers.update(order=order.number)  # silent


def mail(order: order_models.Order):
    message = EmailMessage("done", order.number)
    message.subject = order.status  # silent
    message.to.append(order.customer.email)  # silent
    message.send()


def stand_ins_of_a_test():
    order = Mock(spec=order_models.Order)
    order.status = "done"  # silent
    order.save()  # silent
    customer = MagicMock()
    customer.orders.create(number="1")  # silent
    plain = SimpleNamespace(status="new", save=print)
    plain.status = "done"  # silent
    plain.save()  # silent


def plot(figure, axis):
    figure.save("orders.png")  # silent
    axis.clear()  # silent
    axis.set(title="orders")  # silent
