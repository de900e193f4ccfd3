"""The generated pages of the rules are there, and say what the rules say."""

from __future__ import annotations

from pathlib import Path

import pytest
from ringfence.engine.registry import all_rules

from tests.self.generate_rule_pages import FOLDER, pages, write

_HEADINGS = ["## What it does", "## Why is this bad?", "## Example", "## Fix", "## Options"]


def test_every_rule_has_a_page_and_nothing_else_has() -> None:
    assert sorted(path.name for path in FOLDER.glob("*")) == sorted(
        ["README.md", *(f"{rule}.md" for rule in all_rules())]
    )


@pytest.mark.parametrize("name", pages())
def test_a_page_is_current(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == pages()[name], "run `make docs`"


@pytest.mark.parametrize("rule", all_rules())
def test_the_documentation_of_a_rule_has_the_usual_headings(rule: str) -> None:
    lines = all_rules()[rule].doc.split("\n")
    assert [line for line in lines if line.startswith("## ")] == _HEADINGS


@pytest.mark.parametrize("rule", all_rules())
def test_the_summary_of_a_rule_is_one_sentence_that_says_what_is_reported(rule: str) -> None:
    summary = all_rules()[rule].summary
    assert summary.startswith("Report ")
    assert summary.endswith(".")


@pytest.mark.parametrize("rule", all_rules())
def test_every_option_is_documented(rule: str) -> None:
    options = all_rules()[rule].doc.partition("## Options")[2]
    assert [name for name in all_rules()[rule].options if f"`{name}`" not in options] == []


def test_the_page_of_a_rule_that_is_no_more_goes_away(tmp_path: Path) -> None:
    (tmp_path / "old-rule.md").write_text("# old-rule\n", encoding="utf-8")
    write(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(pages())
