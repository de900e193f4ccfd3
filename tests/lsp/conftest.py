"""Projects and servers for the tests of the language server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.lsp.client import Client, Json, write_files
from tests.lsp.shop import SHOP

Serve = Callable[..., Client]
"""Starts a server for a folder, with the capabilities of its client; ended after the test."""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """The small project on disk, in a folder whose name needs an escape in a URI."""
    return write_files(tmp_path / "the shop", SHOP)


@pytest.fixture
def serve() -> Iterator[Serve]:
    """A function that starts a server and does the handshake."""
    with ExitStack() as stack:

        def start(root: Path, capabilities: Json | None = None, **params: object) -> Client:
            client = stack.enter_context(Client(root, capabilities))
            client.start(**params)
            return client

        yield start
