"""Files and pages that `boundaries.yaml` links to."""

from __future__ import annotations

from pathlib import Path

from tests.lsp.bureau import position, served
from tests.lsp.client import Client


def _links(client: Client, path: str) -> dict[tuple[int, int], str]:
    answer = client.request("textDocument/documentLink", {"textDocument": {"uri": client.uri(path)}})
    return {(link["range"]["start"]["line"], link["range"]["start"]["character"]): link["target"] for link in answer}


def test_python_has_no_links(tmp_path: Path) -> None:
    with served(tmp_path) as client:
        client.open("bureau/sales/orders.py")
        assert _links(client, "bureau/sales/orders.py") == {}


def test_files_that_exist_and_rules_are_links(tmp_path: Path) -> None:
    with served(tmp_path) as client:
        found = _links(client, "boundaries.yaml")
        page = "https://github.com/ringfence/ringfence/blob/main/server/docs/rules/{}.md"
        expected = {
            "contract: [§api/ports.py]}": client.uri("bureau/sales/api/ports.py"),
            "paths: [§bureau.billing]": client.uri("bureau/billing/__init__.py"),
            "contract: [§api/ports.py, api/events.py]": client.uri("bureau/billing/api/ports.py"),
            "path: §bureau/shared/testing.py": client.uri("bureau/shared/testing.py"),
            "rule: §forbidden-import": page.format("forbidden-import"),
            "rules: {§god-module-import": page.format("god-module-import"),
            "warning, §layer-violation": page.format("layer-violation"),
        }
        places = {(where["line"], where["character"]): target for where, target in _at(expected)}
        assert found == places


def _at(expected: dict[str, str]) -> list[tuple[dict[str, int], str]]:
    return [(position(fragment), target) for fragment, target in expected.items()]
