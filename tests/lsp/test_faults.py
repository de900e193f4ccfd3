"""A fault of our own costs what it concerns and nothing else, and is told once."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.lsp.client import Client, summary, write_files
from tests.lsp.shop import PACKAGER, PACKAGER_PATH, SHOP

_WITH_A_BROKEN_RULE = """
from ringfence.engine import registry
from ringfence.rules import private_import
from dataclasses import replace

def fail(project, file):
    raise ValueError("the tree has no leaves")

rules = dict(registry.all_rules())
rules["private-import"] = replace(rules["private-import"], check=fail)
registry.all_rules.cache_clear()
broken = lambda: rules
import ringfence.engine.check, ringfence.lsp.findings, ringfence.lsp.config_source
for module in (registry, ringfence.lsp.findings, ringfence.lsp.config_source):
    module.all_rules = broken
from ringfence.__main__ import main
import sys
sys.argv = ["ringfence", "server"]
raise SystemExit(main())
"""


def test_a_rule_that_fails_is_told_once_and_costs_its_own_findings(tmp_path: Path) -> None:
    root = write_files(tmp_path, SHOP | {"shop/delivery/god.py": "from shop.domain.intake import ClientIntake\n"})
    with Client(root, command=[sys.executable, "-c", _WITH_A_BROKEN_RULE]) as client:
        client.start()
        uri = client.open(PACKAGER_PATH)
        client.wait_until_read()
        for version in range(2, 8):
            client.replace(uri, version, "\n" * version + PACKAGER)
        client.diagnostics(uri, 7)
        client.wait_until(lambda: client.uri("shop/delivery/god.py") in client.published)
        assert summary(client.published[client.uri("shop/delivery/god.py")]) == ["1:32 god-module-import"]
        told = [entry for entry in client.log() if "The rule private-import failed on " in entry]
        assert len(told) == 1
        assert told[0].endswith("its findings there are missing. (ValueError: the tree has no leaves)")
        command = {"command": "ringfence.debugInformation", "arguments": []}
        information = client.request("workspace/executeCommand", command)
        assert "The rule private-import failed on shop/delivery/packager.py" in information
        assert not any(message.get("method") == "window/showMessage" for message in client.messages)
