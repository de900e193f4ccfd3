"""Small things that other modules call for any row they have at hand. Nobody wrote down the types."""

from app.core.db import now


def mark_contacted(lead, channel="mail"):
    """Remember that somebody was written to."""
    lead.status = "contacted"
    lead.tags = f"{lead.tags},{channel}"
    return lead


def mark_all(rows, status):
    """The same status for all."""
    for row in rows:
        row.status = status


def touch(row):
    """It was changed just now."""
    row.updated_at = now()


def copy_fields(target, values):
    """Take over all values."""
    for name, value in values.items():
        setattr(target, name, value)


def store(session, row):
    """Make a row permanent."""
    session.add(row)
    session.flush()
    return row


def discard(session, *rows):
    """Remove rows."""
    for row in rows:
        session.delete(row)


def describe(row):
    """One line about a row. Changes nothing."""
    return f"{type(row).__name__} {row.id}"


def label_of(row, labels):
    """What lists show. Changes the dictionary, and no row."""
    labels[row.id] = row.email
    return labels[row.id]


class Tracker:
    """Counts, and marks on the way."""

    def __init__(self, session):
        self.session = session
        self.count = 0

    def bounce(self, attempt):
        """A message came back."""
        attempt.bounced = True
        self.count += 1

    def drop(self, row):
        """Remove a row in the session of the tracker."""
        self.session.delete(row)

    @staticmethod
    def rename(campaign, name):
        """Another name."""
        campaign.name = name
