"""What our documents promise is there: every link, every rule, every configuration that they show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ringfence.adapters.config_file import parse_config
from ringfence.engine.registry import all_rules

from tests.self.sources import ROOT

README = ROOT / "README.md"
DOCUMENTS = [
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "server").rglob("*.md")),
    *sorted((ROOT / "examples").rglob("*.md")),
]

_LINK = re.compile(r"!?\[[^\]]*\]\((?!\w+:|#)([^)#\s]+)(?:#[^)]*)?\)")
_FENCED = re.compile(r"^(`{3,})[^\n]*\n.*?^\1$", re.DOTALL | re.MULTILINE)
_YAML = re.compile(r"^```yaml\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: str(document.relative_to(ROOT)))
def test_every_link_leads_to_a_file(document: Path) -> None:
    text = _FENCED.sub("", document.read_text(encoding="utf-8"))
    assert [link for link in _LINK.findall(text) if not (document.parent / link).exists()] == []


def test_the_readme_has_a_row_for_every_rule_with_its_page() -> None:
    rows = re.findall(
        r"^\| \[`([\w-]+)`\]\(server/docs/rules/([\w-]+)\.md\) \|", README.read_text("utf-8"), re.MULTILINE
    )
    assert sorted(rows) == [(rule, rule) for rule in all_rules()]


def test_every_configuration_in_the_readme_is_read_without_a_mistake() -> None:
    blocks = _YAML.findall(README.read_text(encoding="utf-8"))
    found = [found.message for block in blocks for found in parse_config(block.encode(), "x", all_rules()).diagnostics]
    assert blocks
    assert found == []
