"""Silent: forms that are not saved, of own models, of no model, and the form of the owner in the owner's hands."""

from django import forms
from django.forms.models import BaseModelFormSet
from django.views.generic import FormView

from shop.orders.models import Invoice, Order
from shop.payments.models import Payment


class OrderForm(forms.ModelForm):
    class Meta:
        model = Order
        fields = ["status"]


class PaymentForm(forms.ModelForm):
    class Meta:
        model = Payment
        fields = ["status"]


class FilterForm(forms.Form):
    status = forms.CharField()


def only_checked(data):
    form = OrderForm(data)
    form.is_valid()  # silent
    order = form.save(commit=False)  # silent
    order.status = "shown"  # silent
    return order.number


def own(data, payment: Payment):
    form = PaymentForm(data, instance=payment)
    payment = form.save(commit=False)  # silent
    payment.status = "done"  # silent
    payment.save()  # silent
    PaymentForm(data).save()  # silent
    form.instance.delete()  # silent


def no_model(data):
    FilterForm(data).save()  # silent


def set_of_some_forms(forms_of_something: BaseModelFormSet, data):
    for form in forms_of_something:
        form.save()  # silent
    for form in BaseModelFormSet(data).forms:
        form.save()  # silent


def form_without_a_type(form):
    form.save()  # silent
    form.instance.delete()  # silent


class PayView(FormView):
    form_class = PaymentForm

    def form_valid(self, form):
        payment = form.save(commit=False)  # silent
        payment.status = "done"  # silent
        payment.save()  # silent
        return super().form_valid(form)


def file_without_its_row(invoice: Invoice, content):
    invoice.scan.save("a.pdf", content, save=False)  # silent
    invoice.scan.delete(False)  # silent
    invoice.scan.open()  # silent
