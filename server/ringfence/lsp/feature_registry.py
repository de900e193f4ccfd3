"""The features of the server: one file per protocol method in `features`, found by their names."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING

from ringfence.lsp import features

if TYPE_CHECKING:
    from ringfence.lsp.server import RingfenceServer


def register_features(server: RingfenceServer) -> None:
    """Let every feature answer what it is for."""
    for module in pkgutil.iter_modules(features.__path__):
        # ringfence: ignore[not-analysed] -- our own features, by name
        importlib.import_module(f"{features.__name__}.{module.name}").register(server)
