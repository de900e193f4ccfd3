"""The light bulb on a `boundaries.yaml` that cannot be read, or lacks something."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lsp.bureau import CONFIG, served
from tests.lsp.client import Client, Json


def _offered(client: Client, text: str) -> dict[str, Json]:
    """The quick fixes for the first error in a text of the config, by title."""
    uri = client.uri("boundaries.yaml")
    client.replace(uri, 2, text)

    def errors() -> list[Json]:
        return [each for each in client.published.get(uri, ()) if each["severity"] == 1]

    client.wait_until(lambda: bool(errors()))
    found = errors()[0]
    params = {"textDocument": {"uri": uri}, "range": found["range"], "context": {"diagnostics": [found]}}
    return {action["title"]: action for action in client.request("textDocument/codeAction", params)}


@pytest.mark.parametrize(
    ("before", "after", "title"),
    [
        ('owner: "🚀 money"', 'owner: "🚀 money', 'Add the closing "'),
        ('layers: ["sales | billing", shared]', 'layers: ["sales | billing", shared', "Add the closing ]"),
        ("kind: god", "kind:god", "Replace kind:god by kind: god"),
        ("may_import: [domain, shared]", "may_import: [domain, shared", "Add the closing ]"),
    ],
)
def test_what_is_missing_can_be_put_in(tmp_path: Path, before: str, after: str, title: str) -> None:
    with served(tmp_path) as client:
        assert CONFIG.count(before) == 1
        broken = CONFIG.replace(before, after)
        action = _offered(client, broken)[title]
        (change,) = action["edit"]["documentChanges"]
        (edit,) = change["edits"]
        assert _applied(broken, edit) == CONFIG


def _applied(text: str, edit: Json) -> str:
    lines = text.split("\n")
    start, end = edit["range"]["start"], edit["range"]["end"]
    assert start["line"] == end["line"]
    line = lines[start["line"]].encode("utf-16-le")
    new = line[: start["character"] * 2] + edit["newText"].encode("utf-16-le") + line[end["character"] * 2 :]
    lines[start["line"]] = new.decode("utf-16-le")
    return "\n".join(lines)
