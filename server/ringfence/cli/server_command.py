"""`ringfence server`: the language server."""

from __future__ import annotations

import argparse
import contextlib


def run(options: argparse.Namespace) -> int:
    """Serve until the editor says goodbye, on a TCP port until somebody interrupts it."""
    if options.serve is None:
        raise RuntimeError("the command line was started without a server")
    with contextlib.suppress(KeyboardInterrupt):
        options.serve(options.tcp)
    return 0
