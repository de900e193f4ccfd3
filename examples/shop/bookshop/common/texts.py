"""Small functions on texts."""

import re


def slug(text):
    """Only letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
