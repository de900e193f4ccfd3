"""Fields to models: the rows of model forms, and files, which save the row that they belong to."""

from django import forms
from django.views.generic import UpdateView

from shop.orders.models import Invoice, Order


class OrderForm(forms.ModelForm):
    class Meta:
        model = Order
        fields = ["status"]


class CheckedForm(forms.ModelForm):
    class Meta:
        model = Order
        fields = ["number"]

    def save(self, commit=True):
        order = super().save(commit=False)
        order.status = "checked"  # write: Order.status
        if commit:
            order.save()  # write: Order
        return order

    def clean_number(self):
        self.instance.total_cents = 0  # silent
        return self.cleaned_data["number"]

    def forget(self):
        self.instance.delete()  # write: Order


def saved(data):
    form = OrderForm(data)
    if form.is_valid():
        form.save()  # write: Order


def saved_for_an_instance(data, order: Order):
    order = OrderForm(data, instance=order).save()  # write: Order
    order.total_cents = 0  # write: Order.total_cents
    order.save(update_fields=["total_cents"])  # write: Order.total_cents


def saved_by_hand(data):
    order = OrderForm(data).save(commit=False)
    order.status = "open"  # write: Order.status
    order.save()  # write: Order


def saved_perhaps(data, really):
    OrderForm(data).save(commit=really)  # likely: Order


def row_of_a_form(data):
    form = OrderForm(data)
    form.instance.status = "open"  # write: Order.status
    form.instance.save()  # write: Order


def form_that_saves_itself(data):
    order = CheckedForm(data).save()  # silent
    order.delete()  # write: Order


class KeepingForm(forms.ModelForm):
    class Meta:
        model = Order
        fields = ["status"]

    def __init__(self, *args, **kwargs):
        self.instance = kwargs.get("instance")
        super().__init__(*args, **kwargs)

    def forget(self):
        self.instance.delete()  # write: Order


class OrderView(UpdateView):
    form_class = OrderForm

    def form_valid(self, form):
        order = form.save(commit=False)
        order.status = "seen"  # likely: Order.status
        order.save()  # likely: Order
        form.save()  # likely: Order
        return super().form_valid(form)


def file(invoice: Invoice, content):
    invoice.state = "scanned"  # write: Invoice.state
    invoice.scan.save("a.pdf", content)  # write: Invoice
    invoice.scan.delete()  # write: Invoice


def file_and_row(invoice: Invoice, content):
    invoice.scan.save("a.pdf", content, save=False)  # write: Invoice.scan
    invoice.save()  # write: Invoice
