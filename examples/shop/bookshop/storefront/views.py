"""Pages of the shop."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.generic import DetailView

from bookshop.accounts.models import User
from bookshop.catalogue.models import Book  # expect: private-import
from bookshop.checkout import flow  # expect: private-import
from bookshop.common.money import Money, format_price  # expect: god-module-import, god-module-import
from bookshop.orders.services import find_order  # expect: private-import
from bookshop.storefront.forms import QuestionForm

BASKET = "basket"


@login_required
def order_page(request: HttpRequest, number: str) -> HttpResponse:
    """One order."""
    order = find_order(number)
    order.status = order.get_status_display()
    form = QuestionForm(request.POST or None)
    if form.is_valid():
        form.save()
        request.session.update(asked=number)
        request.user.loyalty_points += 1  # expect: foreign-model-write (warning)
        request.user.save(update_fields=["loyalty_points"])  # expect: foreign-model-write (warning)
        return redirect("order", number=number)
    return render(request, "order.html", {"order": order, "form": form, "orders": flow.orders()})


def price_tag(cents: int) -> str:
    """What stands below a book."""
    return format_price(Money(cents))


def welcome(user: User) -> str:
    """A line for the head of every page."""
    return f"Hello {user.first_name}, you have {user.loyalty_points} points"


class BookView(DetailView):
    """One book."""

    model = Book

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Somebody wants it."""
        book = self.get_object()
        book.stock -= 1  # expect: foreign-model-write (warning)
        book.save()  # expect: foreign-model-write (warning)
        request.session.setdefault(BASKET, []).append(pk)
        request.session.save()
        return redirect("book", pk=pk)
