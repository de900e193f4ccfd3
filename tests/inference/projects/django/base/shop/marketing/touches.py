"""Small things that other apps call for any row they have at hand. Nobody wrote down the types."""

from django.utils import timezone


def mark_seen(row, by="mail"):
    """Remember that it was looked at."""
    row.status = "seen"
    row.save(update_fields=["status"])
    return row


def set_status(row, status):
    """Set it; the caller saves."""
    row.status = status


def touch_all(rows):
    """They were changed just now."""
    for row in rows:
        row.updated_at = timezone.now()
        row.save()


def discard(*rows):
    """Remove rows."""
    for row in rows:
        row.delete()


def empty(queryset):
    """Remove all rows of a query."""
    queryset.delete()


def describe(row):
    """One line about a row. Changes nothing."""
    return f"{row._meta.label} {row.pk}"


class Touch:
    """Counts, and marks on the way."""

    def __init__(self):
        self.count = 0

    def block(self, customer):
        """No more letters."""
        customer.status = "quiet"
        customer.save()
        self.count += 1

    @staticmethod
    def add_points(user, points):
        """For loyalty."""
        user.loyalty_points += points
        user.save(update_fields=["loyalty_points"])
