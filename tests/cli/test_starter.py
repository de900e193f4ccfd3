"""The config that is offered for a start works when it is pasted."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import ringfence


def _package(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).mkdir(parents=True, exist_ok=True)
        (root / path / "__init__.py").touch()


def _starter(root: Path) -> str:
    outcome = ringfence(["check"], root)
    assert outcome.code == 2
    sentence, _, starter = outcome.stderr.partition("\n\n")
    assert "There is no boundaries.yaml in" in sentence
    return starter


@pytest.mark.parametrize(
    "paths",
    [
        ("shop", "shop/billing", "shop/orders"),
        ("src/shop", "src/shop/billing", "src/shop/orders"),
        ("shop", "shop/billing"),
        ("shop", "shop/billing", "shop/orders", "tests", "tests/a", "tests/b", "tests/c"),
    ],
    ids=" ".join,
)
def test_the_starter_fits_the_repository(tmp_path: Path, paths: tuple[str, ...]) -> None:
    _package(tmp_path, *paths)
    starter = _starter(tmp_path)
    assert len(starter.splitlines()) == 6
    (tmp_path / "boundaries.yaml").write_text(starter, encoding="utf-8")
    outcome = ringfence(["check", "--format", "concise"], tmp_path)
    assert (outcome.stdout, outcome.stderr, outcome.code) == ("", "", 0)


def test_an_empty_folder_is_offered_an_example(tmp_path: Path) -> None:
    assert _starter(tmp_path).startswith('version: 1\nsource_roots: ["."]\ndiscover: ["your_package.*"]')
