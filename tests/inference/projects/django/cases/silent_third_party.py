"""Silent: models of packages that are not in the project belong to nobody here."""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sites.models import Site
from django.contrib.sessions.models import Session

from taggit.models import TaggedItem

from shop.payments.models import Payment


def groups():
    group, created = Group.objects.get_or_create(name="payers")  # silent
    group.permissions.add(Permission.objects.first())  # silent
    group.name = "all payers"  # silent
    group.save()  # silent
    return created


def sites():
    Site.objects.filter(pk=1).update(domain="example.invalid")  # silent
    site = Site.objects.get_current()
    site.name = "shop"  # silent
    site.save()  # silent


def sessions():
    Session.objects.all().delete()  # silent


def content_types():
    ContentType.objects.clear_cache()  # silent
    ContentType.objects.filter(app_label="gone").delete()  # silent


def package_that_is_not_installed(payment: Payment):
    TaggedItem.objects.create(tag="paid", object_id=payment.pk)  # silent
    item = TaggedItem.objects.first()
    item.tag = "late"  # silent
    item.save()  # silent
