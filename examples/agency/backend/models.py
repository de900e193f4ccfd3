"""Records of the old backend, read from its nightly CSV export."""

import csv
from dataclasses import dataclass


@dataclass
class Campaign:
    number: int
    title: str
    customer_no: int
    state: str
    budget: float


def load_campaigns(path):
    """All campaigns in an export file."""
    with open(path, newline="", encoding="latin-1") as handle:
        for row in csv.DictReader(handle, delimiter=";"):
            yield Campaign(
                number=int(row["NR"]),
                title=row["TITEL"],
                customer_no=int(row["KDNR"]),
                state=row["ST"],
                budget=float(row["BUDGET"].replace(",", ".") or 0),
            )
