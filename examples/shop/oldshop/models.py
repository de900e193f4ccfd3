"""Receipts and addresses of the old shop, from its export files."""

import csv
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Receipt:
    """What was paid, in the old words."""

    no: int
    amount: float


def load_receipts(path):
    """All receipts of a file."""
    with Path(path).open(newline="", encoding="latin-1") as handle:
        return [Receipt(int(row["no"]), float(row["amount"])) for row in csv.DictReader(handle)]


def old_addresses(path="addresses.txt"):
    """All e-mail addresses; none when there is no file."""
    file = Path(path)
    return file.read_text(encoding="latin-1").split() if file.exists() else []
