"""The JSON output keeps what `server/docs/output.md` promises."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.cli.running import copied, ringfence

_REPOSITORY = Path(__file__).resolve().parents[2]
_AGENCY = _REPOSITORY / "examples" / "agency"
_KEYS = (
    *("rule", "severity", "certainty", "path", "start", "end", "message", "importer", "imported", "symbol"),
    *("table", "fingerprint", "status", "related", "fixes"),
)


def _documented_schema() -> dict[str, Any]:
    page = (_REPOSITORY / "server" / "docs" / "output.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    schema: dict[str, Any] = json.loads(block)
    _forbid_other_keys(schema)
    return schema


def _forbid_other_keys(node: Any) -> None:
    """Readers must live with more keys in the future; what is written today must all be documented."""
    if isinstance(node, dict):
        if "properties" in node:
            node["additionalProperties"] = False
        for value in node.values():
            _forbid_other_keys(value)


def _checked(folder: Path, *arguments: str) -> dict[str, Any]:
    output: dict[str, Any] = json.loads(
        ringfence(["check", "--no-cache", "--format", "json", *arguments], folder).stdout
    )
    jsonschema.validate(output, _documented_schema())
    return output


@pytest.mark.parametrize("case", ["silence", "findings", "awkward_source", "unusable_config", "mistaken_config"])
def test_the_output_has_the_documented_shape(case: str, tmp_path: Path) -> None:
    _checked(copied(case, tmp_path))


def test_the_example_has_findings_of_the_documented_shape_with_keys_in_order() -> None:
    output = _checked(_AGENCY)
    assert list(output) == ["version", "diagnostics", "coverage", "summary"]
    assert {tuple(diagnostic) for diagnostic in output["diagnostics"]} == {_KEYS}
    assert {diagnostic["status"] for diagnostic in output["diagnostics"]} == {"new", "suppressed"}


def test_the_numbers_add_up() -> None:
    output = _checked(_AGENCY)
    new = [diagnostic["severity"] for diagnostic in output["diagnostics"] if diagnostic["status"] == "new"]
    assert output["summary"] == {word: new.count(word) for word in ("error", "warning", "info", "hint")}
    coverage = output["coverage"]
    assert coverage["analysed"] + len(coverage["not_analysed"]) == coverage["files"]
    assert coverage["not_analysed"]


def test_paths_limit_what_is_shown_and_not_what_is_analysed() -> None:
    whole, part = _checked(_AGENCY), _checked(_AGENCY, "aicmo/cam")
    inside = [found for found in whole["diagnostics"] if found["path"].startswith("aicmo/cam/")]
    assert part["diagnostics"] == inside
    assert inside
    assert part["coverage"] == whole["coverage"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such file names")
def test_a_file_name_that_is_not_utf8_is_escaped(tmp_path: Path) -> None:
    project = copied("findings", tmp_path)
    Path(os.fsdecode(os.fsencode(project) + b"/shop/delivery/b\xffd.py")).write_text("import shop.domain.lead\n")
    paths = {diagnostic["path"] for diagnostic in _checked(project)["diagnostics"]}
    assert "shop/delivery/b\\udcffd.py" in paths
