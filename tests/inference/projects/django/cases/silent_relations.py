"""Silent: accessors of foreign rows that come home to the tables of payments, and many-to-many that payments declares."""

from django.conf import settings

from shop.accounts.models import User
from shop.catalogue.models import Tag
from shop.orders.models import Order
from shop.payments.models import Payment, Refund


def named_accessor(order: Order):
    order.payments.create(amount_cents=100)  # silent
    order.payments.filter(status="new").update(status="late")  # silent
    order.payments.first().delete()  # silent
    order.payments.all().delete()  # silent


def default_accessor(order: Order):
    order.refund_set.create(amount_cents=100, payment=order.payments.first())  # silent
    order.refund_set.all().delete()  # silent
    for refund in order.refund_set.all():
        refund.amount_cents = 0  # silent
        refund.save()  # silent


def accessor_of_a_user(user: User):
    user.payments.update(status="done")  # silent
    payment = user.payments.last()
    payment.status = "done"  # silent
    payment.save()  # silent
    user.paymentmethod.delete()  # silent


def accessor_of_an_abstract_base(user: User):
    user.payments_payment_created.update(reference="")  # silent
    user.payments_payment_created.first().delete()  # silent


def home_by_a_chain(order: Order):
    order.customer.user.payments.filter(order=order).delete()  # silent
    order.payments.first().refunds.create(amount_cents=1)  # silent
    order.lines.first().order.payments.update(status="done")  # read: OrderLine


def many_to_many_that_payments_declares(payment: Payment, tag: Tag, user: User):
    payment.tags.add(tag)  # silent
    payment.tags.remove(tag)  # silent
    payment.tags.set([tag])  # silent
    payment.tags.clear()  # silent
    payment.watchers.add(user)  # silent


def the_same_from_the_other_side(payment: Payment, tag: Tag, user: User):
    tag.payments.add(payment)  # silent
    tag.payments.clear()  # silent
    user.watched_payments.add(payment)  # silent
    user.watched_payments.set([])  # silent


def through_table_of_an_own_field(payment: Payment):
    Payment.tags.through.objects.filter(payment=payment).delete()  # silent
    payment.tags.through.objects.all().delete()  # silent


def own_accessor(payment: Payment):
    payment.refunds.create(amount_cents=1, order=payment.order)  # silent
    payment.refunds.add(Refund(amount_cents=1), bulk=False)  # silent


def only_looked_at(order: Order):
    return [note.text for note in order.ordernote_set.all()]  # read: OrderNote


def setting():
    return settings.AUTH_USER_MODEL
