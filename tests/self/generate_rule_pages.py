"""Write the page of every rule from its documentation: `make docs` runs this."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ringfence.engine.registry import all_rules
from ringfence.model.rule import Rule

from tests.self.sources import ROOT

FOLDER = ROOT / "server" / "docs" / "rules"
_NOTE = "<!-- Written by `make docs` from the documentation in {source}: change it there. -->"


def pages() -> dict[str, str]:
    """The text of every page by its file name: one page for each rule, and a list of them."""
    rules = all_rules().values()
    return {"README.md": _list(rules)} | {f"{rule.id}.md": _page(rule) for rule in rules}


def write(folder: Path) -> None:
    """Write the pages into `folder`, and remove those of rules that are no more."""
    folder.mkdir(parents=True, exist_ok=True)
    for stale in {path.name for path in folder.glob("*.md")} - pages().keys():
        (folder / stale).unlink()
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _page(rule: Rule) -> str:
    source = f"server/ringfence/rules/{rule.id.replace('-', '_')}.py"
    summary, _, rest = rule.doc.strip().partition("\n")
    loudness = f"Severity: `{rule.severity.value}`, unless `boundaries.yaml` says otherwise."
    return f"{_NOTE.format(source=source)}\n\n# {rule.id}\n\n{summary}\n\n{loudness}\n{rest}\n"


def _list(rules: Iterable[Rule]) -> str:
    rows = [
        f"| [`{rule.id}`]({rule.id}.md) | {rule.severity.value} | {'yes' if rule.fixes else '–'} | {rule.summary} |"
        for rule in rules
    ]
    head = [_NOTE.format(source="server/ringfence/rules/"), "", "# The rules", ""]
    return "\n".join([*head, "| rule | severity | quick fix | what it does |", "|---|---|---|---|", *rows, ""])


if __name__ == "__main__":
    write(FOLDER)
