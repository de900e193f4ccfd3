"""Fields to models: sets of forms, and the classes of forms that functions make."""

from django import forms
from django.forms import inlineformset_factory, modelform_factory, modelformset_factory

from shop.accounts.models import Customer
from shop.orders.models import Invoice, Order
from shop.payments.models import Payment


class StateForm(forms.ModelForm):
    def save(self, commit=True):
        self.instance.state = "seen"
        return super().save(commit=commit)


class PlainForm(forms.ModelForm):
    """A form whose model is told by the set."""


OrderForms = modelformset_factory(Order, fields=["status"])
InvoiceForms = inlineformset_factory(Order, Invoice, form=PlainForm)
PaymentForms = modelformset_factory(Payment, fields=["amount_cents"])


def saved_at_once(data):
    OrderForms(data).save()  # write: Order


def saved_one_by_one(data, order):
    formset = InvoiceForms(data, instance=order)
    for form in formset:
        form.save()  # write: Invoice
    for form in formset.deleted_forms:
        form.instance.delete()  # write: Invoice


def saved_by_hand(data):
    formset = OrderForms(data)
    for order in formset.save(commit=False):
        order.status = "open"  # write: Order.status
        order.save()  # write: Order


def only_shown(data):
    formset = OrderForms(data)
    for form in formset.forms:
        form.instance.status = "open"  # silent
    return formset.is_valid()


def our_own(data):
    PaymentForms(data).save()  # silent


def form_made_by_a_function(data):
    form = modelform_factory(Customer, fields=["name"])(data)
    form.save()  # write: Customer
