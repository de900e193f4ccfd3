"""What the bank calls."""

import importlib
import json

from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from bookshop.orders.services import (
    find_order,  # expect: private-import
)
from bookshop.payments.models import Payment

try:
    from bookshop.common.texts import slug  # expect: god-module-import
except ImportError:
    from bookshop.common import slug


def handler_of(kind: str):
    """The Python module that treats this kind of message."""
    return importlib.import_module(f"bookshop.payments.hooks_{slug(kind)}")  # expect: not-analysed (hint)


def refresh_prices() -> None:
    """Imports are not always import statements."""
    stock = importlib.import_module("bookshop.catalogue.stock")  # expect: forbidden-import
    stock.receive("", 0)


@csrf_exempt
def payment_hook(request: HttpRequest) -> JsonResponse:
    """Money came, or did not."""
    message = json.loads(request.body)
    order = find_order(message["number"])
    if order is None:
        return JsonResponse({"ok": False}, status=404)
    payment = Payment.objects.filter(order=order).first()
    if payment is None:
        payment = Payment(order=order, reference=message["reference"])
    payment.status = message["status"]
    payment.save()
    for name, value in message.get("order", {}).items():
        setattr(order, name, value)  # expect: foreign-model-write
    order.save()  # expect: foreign-model-write
    request.session["last"] = order.number
    request.session.save()
    return JsonResponse({"ok": True})
