"""A mistake of our own costs one answer, and is told to the log alone."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from tests.lsp.wire import PING, Wire, notification, request

FAILING = """
import asyncio
from ringfence.lsp import serving

server = serving.new_server()

@server.feature("test/raise")
async def fail(_):
    open("/no/such/secret/place")

@server.feature("test/unwritable")
async def unwritable(_):
    return {"answer": object()}

@server.feature("test/notify")
def notify(_):
    open("/no/such/secret/place")

serving.end(asyncio.run(serving.run_stdio(server)))
"""


def test_an_error_of_our_own_tells_the_client_no_traceback_and_no_path(shop: Path) -> None:
    with Wire(shop, command=[sys.executable, "-c", FAILING]) as wire:
        wire.initialize()
        for number, method in enumerate(("test/raise", "test/unwritable", "test/raise")):
            wire.send(request(method, {}, number))
            error: Any = wire.answer(number)["error"]
            assert (error["code"], error.keys()) == (-32603, {"code", "message"})
            assert "place" not in error["message"]
        wire.send(notification("test/notify", {}), PING)
        assert "result" in wire.answer("ping")
        assert not [each for each in wire.messages if each.get("method") == "window/showMessage"]
        wire.send(request("shutdown", None, "end"), notification("exit", None))
        assert wire.wait() == 0
        logged = [each["params"]["message"] for each in wire.messages if each.get("method") == "window/logMessage"]
        said = wire.stderr() + "\n".join(logged)
    assert [said.count(f"{method} failed.") for method in ("test/raise", "test/unwritable", "test/notify")] == [1, 1, 1]
