"""The editor and the command line say exactly the same, about every project in these tests."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from ringfence.app import check_repository, load_config, load_repository
from ringfence.engine.registry import all_rules
from ringfence.model.diagnostic import Diagnostic, Status
from ringfence.model.ranges import Range

from tests.cli.running import copied, ringfence
from tests.harness.markdown import Example, read_docstring, read_page
from tests.lsp.client import FULL, Client, Json, write_files
from tests.lsp.inside import Inside

EXAMPLES = Path(__file__).parents[2] / "examples"
PAGES = Path(__file__).parents[1] / "rules"
CLI_CASES = ("silence", "findings", "awkward_source", "unusable_config", "mistaken_config", "fixes", "one_folder")
CODE_POINTS = FULL | {"general": {"positionEncodings": ["utf-32"]}}
_SEVERITIES = {"error": 1, "warning": 2, "info": 3, "hint": 4}


def _from_command_line(root: Path) -> dict[str, list[Json]]:
    """What `ringfence check --format json` says, as the server would say it, by path."""
    said = json.loads(ringfence(["check", "--no-cache", "--format", "json"], root).stdout)
    found: dict[str, list[Json]] = {}
    for each in said["diagnostics"]:
        if each["status"] != "suppressed":
            related = [_place(root, other) | {"message": other["message"]} for other in each["related"]]
            found.setdefault(each["path"], []).append(
                {
                    "range": _range(each),
                    "severity": _SEVERITIES[each["severity"]],
                    "code": each["rule"],
                    "message": each["message"],
                    "data": {"fingerprint": each["fingerprint"], "rule": each["rule"]},
                    "relatedInformation": related,
                }
            )
    return found


def _place(root: Path, place: Json) -> Json:
    return {"location": {"uri": (root / place["path"]).as_uri(), "range": _range(place)}}


def _range(place: Json) -> Json:
    """0-based, from a 1-based place of the command line."""
    return {end: {"line": place[end]["line"] - 1, "character": place[end]["column"] - 1} for end in ("start", "end")}


def _compared(diagnostics: list[Json]) -> list[Json]:
    """Diagnostics of the server without what only an editor needs."""
    kept = ("range", "severity", "code", "message", "data")
    return [
        {key: each[key] for key in kept} | {"relatedInformation": each.get("relatedInformation", [])}
        for each in diagnostics
    ]


def _from_server(root: Path) -> dict[str, list[Json]]:
    with Client(root, CODE_POINTS) as client:
        client.start()
        if _is_usable(root):
            client.wait_until_read()
        else:
            client.wait_until(lambda: bool(client.published))
        prefix = root.as_uri() + "/"
        return {uri.removeprefix(prefix): _compared(found) for uri, found in client.published.items()}


def _is_usable(root: Path) -> bool:
    """Whether there is a config to work with: without one, nothing is read."""
    return load_config(root / "boundaries.yaml")[0] is not None


@pytest.mark.parametrize("example", sorted(path.name for path in EXAMPLES.iterdir() if path.is_dir()))
def test_the_server_says_about_an_example_what_the_command_line_says(example: str, tmp_path: Path) -> None:
    root = tmp_path / example
    shutil.copytree(EXAMPLES / example, root, ignore=shutil.ignore_patterns(".*"))
    expected = _from_command_line(root)
    assert expected
    assert _from_server(root) == expected


@pytest.mark.parametrize("case", CLI_CASES)
def test_the_server_says_about_a_case_of_the_command_line_what_that_says(case: str, tmp_path: Path) -> None:
    root = copied(case, tmp_path)
    assert _from_server(root) == _from_command_line(root)


def _examples() -> Iterator[ParameterSet]:
    for rule in all_rules().values():
        yield pytest.param(read_docstring(rule.id, rule.doc), id=f"{rule.id}: the example of its documentation")
    for page in sorted(PAGES.glob("*.md")):
        for example in read_page(page.read_text(encoding="utf-8")):
            yield pytest.param(example, id=f"{page.stem}: {example.name}")


def _checked(root: Path, example: Example) -> dict[str, list[Json]]:
    """What the command line's engine finds, as the server would say it, by path."""
    loaded = load_repository(root / "boundaries.yaml", example.today, use_cache=False)
    found: dict[str, list[Json]] = {}
    for each in check_repository(loaded):
        if each.status is not Status.SUPPRESSED:
            found.setdefault(each.path, []).append(_as_said(root, each))
    return found


def _as_said(root: Path, diagnostic: Diagnostic) -> Json:
    related = [
        {"location": {"uri": (root / each.path).as_uri(), "range": _of(each.range)}, "message": each.message}
        for each in diagnostic.related
    ]
    return {
        "range": _of(diagnostic.range),
        "severity": _SEVERITIES[diagnostic.severity.value],
        "code": diagnostic.rule,
        "message": diagnostic.message,
        "data": {"fingerprint": diagnostic.fingerprint, "rule": diagnostic.rule},
        "relatedInformation": related,
    }


def _of(where: Range) -> Json:
    return {
        "start": {"line": where.line, "character": where.column},
        "end": {"line": where.end_line, "character": where.end_column},
    }


@pytest.mark.parametrize("example", list(_examples()))
async def test_the_server_says_about_an_example_of_a_rule_what_the_engine_says(
    example: Example, tmp_path: Path
) -> None:
    root = write_files(tmp_path, example.files)
    expected = _checked(root, example)
    inside = Inside(root, example.today)
    await inside.start(usable=_is_usable(root))
    found = {path: _compared(diagnostics) for path, diagnostics in inside.published.items()}
    inside.stop()
    assert found == expected
