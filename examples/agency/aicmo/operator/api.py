"""The public interface of the operator's desk."""  # expect later: contract-without-test

from __future__ import annotations

from dataclasses import dataclass

CONTRACT_VERSION = "1.0"


@dataclass(frozen=True, slots=True)
class OperatorNote:
    """What an operator wrote down about a client."""

    client_id: str
    author: str
    text: str
    urgent: bool = False
