"""The channels that a delivery can go through, found at run time."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import cache
from types import ModuleType

from aicmo.cam.internal.scoring import \
    score  # expect: private-import
from aicmo.learning.api import ports as learning_ports

try:
    from aicmo.domain.execution import Execution  # expect: god-module-import
except ImportError:  # before 4.2 it lived in the package itself
    from aicmo.domain import Execution

try:
    from orjson import dumps
except ImportError:
    from aicmo.creative.renderer import dumps  # expect: private-import


@cache
def channel(name: str) -> ModuleType:
    """The Python module that implements a channel."""
    return importlib.import_module(f"aicmo.delivery.channel_{name}")  # expect: not-analysed (hint)


def grade_model() -> ModuleType:
    """cam's scoring, loaded late to keep start-up quick."""
    return importlib.import_module("aicmo.cam.internal.scoring")  # expect: private-import


def old_report() -> Callable[[str], str]:
    """The report of the old backend, while clients still ask for it."""
    reports = __import__("backend.reports", fromlist=["weekly"])  # expect: legacy-import
    return reports.weekly


def learning_contract() -> ModuleType:
    """The public interface of learning, loaded late. Allowed: it is the contract."""
    return importlib.import_module("aicmo.learning.api.ports")


def expected_success(execution: Execution, outcomes: learning_ports.OutcomeQueryPort) -> float:
    """The success rate to expect, from this run and from what was learned."""
    known = outcomes.average(f"channel:{execution.channel}")
    return execution.success_rate if known is None else (execution.success_rate + known) / 2


def dump(value: object) -> bytes:
    """Any value as JSON."""
    return dumps(value)


def best_first(profiles: list) -> list:
    """Lead profiles by score."""
    return sorted(profiles, key=score, reverse=True)
