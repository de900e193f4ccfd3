"""A snapshot that was changed step by step says the same as one that is built from the texts at the end."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from ringfence.engine.change import ConfigChange, FileChange, apply_change, face_changed
from ringfence.engine.check import check_all, check_file
from ringfence.engine.registry import all_rules
from ringfence.model.diagnostic import Diagnostic
from ringfence.model.project import Project

from tests.harness.markdown import USUAL_DAY
from tests.harness.project import Texts, layout_of, project_of, read_config, source_file

STEPS = 40

CONFIGS = [
    'version: 1\ndiscover: ["shop.*"]\n',
    'version: 1\ndiscover: ["shop.*"]\ndefaults: {may_import: ["*"]}\nlayers: [cam, names, delivery]\n',
    'version: 1\ndiscover: ["shop.*"]\nmodules: {cam: {kind: god}, core: {kind: shared}}\n',
    'version: 1\ndiscover: ["shop.*"]\nrules:\n  forbidden-import: warning\n  private-import: "off"\n',
    'version: 1\ndiscover: ["shop.*"]\nallow: [{from: shop.delivery, to: shop.cam, reason: later}]\n',
    'version: 1\ndiscover: ["shop.*", "names.*"]\nallow: [{from: shop.delivery, to: shop.cam, reason: later}]\n',
]
PATHS = [
    *("shop/cam/__init__.py", "shop/cam/api.py", "shop/cam/internal/leads.py", "shop/cam.py"),
    *("shop/delivery/one.py", "shop/delivery/two.py", "shop/core.py", "names/__init__.py", "names/deep.py"),
    *("shop/cam/native.pyi", "tests/delivery/test_one.py", "shop/__init__.py"),
]
TEXTS = [
    "",
    "class LeadDB: ...\n",
    "from shop.cam.internal.leads import LeadDB\n",
    "from shop.cam.internal.leads import *\n",
    "from .internal.leads import LeadDB\n",
    "from names import LeadDB\n",
    "from names.deep import *\n",
    "from shop.cam import LeadDB as Lead\n__all__ = ['Lead']\n",
    "import shop.delivery.one\nfrom shop.core import Clock\n",
    "from shop.delivery.two import LeadDB\nclass LeadDTO: ...\n",
    "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from shop.cam.internal.leads import LeadDB\n",
    "def late():\n    from shop.cam import api  # ringfence: ignore[forbidden-import] -- later\n",
    "from shop.cam.api import LeadPort\nclass Adapter(LeadPort): ...\n",
    "class LeadPort: ...\nclass LeadDTO: ...\n",
    "import importlib\nimportlib.import_module(f'shop.{__name__}')\nfrom shop.cam import\n",
]


def _step(chooser: random.Random, texts: dict[str, str], project: Project) -> Project:
    """One random change to the texts, and the snapshot after it."""
    if chooser.random() < 0.08:
        texts["boundaries.yaml"] = chooser.choice(CONFIGS)
        config = read_config(texts).config
        assert config is not None
        return apply_change(project, ConfigChange(config), USUAL_DAY)
    path = chooser.choice(PATHS)
    if path in texts and chooser.random() < 0.2:
        del texts[path]
        return apply_change(project, FileChange(path, None), USUAL_DAY)
    texts[path] = chooser.choice(TEXTS)
    return apply_change(project, FileChange(path, source_file(layout_of(project), path, texts[path])), USUAL_DAY)


def _all_findings(project: Project) -> tuple[Diagnostic, ...]:
    return check_all(project, all_rules())


def _findings_of(project: Project, path: str) -> list[Diagnostic]:
    """What the file rules find, but for the lines in other files that they point at: those move."""
    return [replace(found, related=()) for found in check_file(project, path, all_rules(), {}).diagnostics]


@pytest.mark.parametrize("seed", range(4))
def test_any_changes_end_where_a_fresh_start_would(seed: int) -> None:
    chooser = random.Random(seed)
    texts = {"boundaries.yaml": CONFIGS[0]}
    project = project_of(texts, USUAL_DAY)
    for _ in range(STEPS):
        project = _step(chooser, texts, project)
        assert _all_findings(project) == _all_findings(project_of(texts, USUAL_DAY)), texts


@pytest.mark.parametrize("seed", range(4))
def test_a_change_that_no_other_file_can_see_changes_no_other_files_findings(seed: int) -> None:
    chooser = random.Random(seed)
    texts: dict[str, str] = {"boundaries.yaml": CONFIGS[1], **{path: chooser.choice(TEXTS) for path in PATHS}}
    project = project_of(texts, USUAL_DAY)
    hidden = 0
    for _ in range(STEPS):
        path = chooser.choice(PATHS)
        lines = texts[path].splitlines(keepends=True)
        lines.insert(chooser.randrange(len(lines) + 1), chooser.choice(["\n", "# more\n", "print(1)\n", "x = 1\n"]))
        texts[path] = "".join(lines)
        before = project
        project = apply_change(before, FileChange(path, source_file(layout_of(before), path, texts[path])), USUAL_DAY)
        if not face_changed(before.files[path], project.files[path]):
            hidden += 1
            for other in set(PATHS) - {path}:
                assert _findings_of(project, other) == _findings_of(before, other)
    assert hidden > 10


def test_the_snapshot_before_a_change_stays_as_it_was() -> None:
    texts = {
        "boundaries.yaml": CONFIGS[0],
        "shop/cam/internal/leads.py": "class LeadDB: ...\n",
        "shop/delivery/one.py": "from shop.cam.internal.leads import LeadDB\n",
    }
    before = project_of(texts, USUAL_DAY)
    found = _all_findings(before)
    changed = source_file(layout_of(before), "shop/delivery/one.py", "")
    after = apply_change(before, FileChange("shop/delivery/one.py", changed), USUAL_DAY)
    gone = apply_change(after, FileChange("shop/cam/internal/leads.py", None), USUAL_DAY)
    assert len(found) == 1
    assert _all_findings(after) == ()
    assert "shop/cam/internal/leads.py" not in gone.files
    assert _all_findings(before) == found == _all_findings(project_of(texts, USUAL_DAY))


def test_a_text_that_is_typed_and_taken_back_leaves_nothing_behind() -> None:
    texts: Texts = {
        "boundaries.yaml": CONFIGS[0],
        "names/deep.py": "from shop.cam.internal.leads import LeadDB\n",
        "shop/cam/internal/leads.py": "class LeadDB: ...\n",
        "shop/delivery/one.py": "from names.deep import LeadDB\n",
    }
    project = project_of(texts, USUAL_DAY)
    found = _all_findings(project)
    for text in ("class LeadDB: ...\n", texts["names/deep.py"]):
        file = source_file(layout_of(project), "names/deep.py", text)
        project = apply_change(project, FileChange("names/deep.py", file), USUAL_DAY)
        shown = {one.path for one in _all_findings(project)}
        assert ("shop/delivery/one.py" in shown) is (text == texts["names/deep.py"])
    assert _all_findings(project) == found


def test_many_changes_keep_the_files_that_they_do_not_touch() -> None:
    project = project_of({"boundaries.yaml": CONFIGS[0], "shop/core.py": "x = 1\n"}, USUAL_DAY)
    core = project.files["shop/core.py"]
    files = project.files
    for number in range(600):
        files = files.with_item(f"shop/part{number % 300}.py", core if number < 450 else None)
    assert sorted(files) == sorted(["shop/core.py", *(f"shop/part{number}.py" for number in range(150))])
    assert len(files) == 151
    assert files["shop/core.py"] is core
    assert list(project.files) == ["shop/core.py"]


@pytest.mark.parametrize(("config", "keeps"), [(1, False), (2, False), (3, True), (4, True), (5, False)])
def test_what_names_stand_for_is_found_out_again_only_for_other_modules(config: int, keeps: bool) -> None:
    texts = {"boundaries.yaml": CONFIGS[0], "shop/core.py": "x = 1\n"}
    before = project_of(texts, USUAL_DAY)
    changed = read_config({"boundaries.yaml": CONFIGS[config]}).config
    assert changed is not None
    after = apply_change(before, ConfigChange(changed), USUAL_DAY)
    assert after.config is changed
    assert (after.resolution is before.resolution) is keeps
