"""Nothing outside of the repository is read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from ringfence.adapters.disk_texts import DiskTexts
from ringfence.adapters.source_files import Layout, find_file, find_files, find_script
from ringfence.app import check_repository, load_repository
from ringfence.model.config import Config
from ringfence.model.diagnostic import Diagnostic

from tests.lsp.client import write_files

SECRET = "class Secret:\n    password = 'top secret'\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository beside something that is none of its business."""
    write_files(
        tmp_path / "outside", {"secret/__init__.py": SECRET, "secret/keys.py": SECRET, "data.sql": "SELECT 1;\n"}
    )
    return write_files(tmp_path / "repository", {"shop/__init__.py": "", "shop/cam/__init__.py": ""})


def _check(root: Path, config: str) -> tuple[Diagnostic, ...]:
    (root / "boundaries.yaml").write_text(config)
    return check_repository(load_repository(root / "boundaries.yaml", date(2026, 1, 1), use_cache=False))


def test_a_link_to_another_place_of_the_repository_is_followed(root: Path) -> None:
    write_files(root, {"libs/mail/sender.py": ""})
    (root / "shop/mail").symlink_to(root / "libs/mail", target_is_directory=True)
    (root / "shop/alone.py").symlink_to(root / "shop/cam/__init__.py")
    layout = Layout(root, Config())
    assert find_files(layout).unreadable == []
    assert find_file(layout, "shop/mail/sender.py") is not None
    assert find_file(layout, "shop/alone.py") is not None


def test_a_repository_that_is_itself_behind_a_link_is_read(root: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(root, target_is_directory=True)
    found = find_files(Layout(tmp_path / "link", Config()))
    assert [file.path for file in found.files] == ["shop/__init__.py", "shop/cam/__init__.py"]


def test_a_linked_folder_of_data_outside_is_passed_over_in_silence(root: Path, tmp_path: Path) -> None:
    (tmp_path / "outside/pictures").mkdir()
    (root / "pictures").symlink_to(tmp_path / "outside/pictures", target_is_directory=True)
    assert find_files(Layout(root, Config())).unreadable == []


@pytest.mark.parametrize(("link", "target"), [("shop/secret", "secret"), ("shop/keys.py", "secret/keys.py")])
def test_a_link_that_leads_out_is_reported_and_not_followed(link: str, target: str, root: Path, tmp_path: Path) -> None:
    (root / link).symlink_to(tmp_path / "outside" / target)
    layout = Layout(root, Config())
    found = find_files(layout)
    assert found.unreadable == [(link, "it is a link that leads out of the repository")]
    assert not any("secret" in file.path or "keys" in file.path for file in found.files)
    opened = f"{link}/keys.py" if target == "secret" else link
    assert find_file(layout, opened) is None
    assert DiskTexts(root, "boundaries.yaml")(opened) is None


def test_a_script_behind_a_link_that_leads_out_is_not_read(root: Path, tmp_path: Path) -> None:
    (root / "shop/data.sql").symlink_to(tmp_path / "outside/data.sql")
    layout = Layout(root, Config())
    assert find_files(layout).scripts == []
    assert find_script(layout, "shop/data.sql") is None


@pytest.mark.parametrize("path", ["../outside/secret/keys.py", "shop/../../outside/secret/keys.py", "/etc/passwd", ""])
def test_a_text_is_given_only_from_inside(path: str, root: Path) -> None:
    assert DiskTexts(root, "boundaries.yaml")(path) is None


@pytest.mark.parametrize(
    "line",
    [
        "source_roots: [../outside]",
        "source_roots: [shop/../../outside]",
        "source_roots: [/etc]",
        "source_roots: ['*/../../*']",
        "harness: {path: ../outside/secret/keys.py}",
        "harness: {path: shop/../../outside/secret/keys.py}",
        "contract_tests: /tmp/{module}.py",
        "contract_tests: 'tests/../../{module}.py'",
        "defaults: {contract: [../../outside/secret/keys.py]}",
        "modules: {cam: {contract: [/etc/passwd]}}",
        "baseline: ../outside/x.yaml",
    ],
)
def test_a_path_that_leads_out_is_a_mistake(line: str, root: Path) -> None:
    found = _check(root, f'version: 1\ndiscover: ["shop.*"]\n{line}\n')
    assert [each.rule for each in found if each.path == "boundaries.yaml"][:1] == ["invalid-config"]
    assert not any("secret" in each.path for each in found)


def test_a_source_root_that_is_a_link_out_is_not_entered(root: Path, tmp_path: Path) -> None:
    (root / "src").symlink_to(tmp_path / "outside", target_is_directory=True)
    found = find_files(Layout(root, Config(source_roots=("src",))))
    assert (found.files, [path for path, _ in found.unreadable]) == ([], ["src"])


def test_a_cache_behind_a_link_is_neither_read_nor_written(root: Path, tmp_path: Path) -> None:
    (root / ".ringfence_cache").symlink_to(tmp_path / "outside", target_is_directory=True)
    (root / "boundaries.yaml").write_text('version: 1\ndiscover: ["shop.*"]\n')
    before = sorted(path.name for path in (tmp_path / "outside").iterdir())
    for _ in range(2):
        check_repository(load_repository(root / "boundaries.yaml", date(2026, 1, 1)))
    assert sorted(path.name for path in (tmp_path / "outside").iterdir()) == before
