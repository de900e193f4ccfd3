"""The connection to the archive. It belongs to reporting, in the end; today everybody takes it from here."""

from django.db import connections


def archive_connection():
    """The connection to the database of past years."""
    return connections["archive"]
