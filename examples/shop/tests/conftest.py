"""Django, with a database in memory."""

import os

import django
from django.conf import settings
from django.core.management import call_command


def pytest_configure():
    """Set Django up once."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bookshop.settings")
    for database in settings.DATABASES.values():
        database["NAME"] = ":memory:"
    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)
