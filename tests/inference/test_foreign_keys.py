"""Half-typed texts: keys between tables are looked for in whatever is there, and nothing about it raises."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ringfence.engine.change import FileChange, apply_change
from ringfence.inference.data.foreign_keys import foreign_keys_in, foreign_keys_in_history
from ringfence.model.edit import Fix
from ringfence.refactor.drop_foreign_key import fixes_for_key
from ringfence.syntax.code_reader import read_snapshot, update

from tests.harness.markdown import USUAL_DAY, Example, read_page
from tests.harness.project import Texts, layout_of, project_of, source_file

PAGE = Path(__file__).parents[1] / "rules" / "cross-module-foreign-key.md"
EXAMPLES = read_page(PAGE.read_text(encoding="utf-8"))


def _taken(texts: Texts) -> tuple[int, list[Fix]]:
    """How many keys there are, and all that can be done about them."""
    project = project_of(texts, USUAL_DAY)
    keys = [key for file in project.files.values() for key in foreign_keys_in(project, file)]
    keys.extend(foreign_keys_in_history(project))
    fixes = [fix for key in keys for fix in fixes_for_key(project, key, texts.get)]
    return len(keys), fixes


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_the_page_expects_all_keys_that_there_are(example: Example) -> None:
    expected = [found for found in example.expected if found.rule == PAGE.stem]
    assert len(expected) == _taken(example.files)[0]


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_text_that_is_cut_off_anywhere_is_read(data: st.DataObject) -> None:
    example = data.draw(st.sampled_from(EXAMPLES))
    path = data.draw(st.sampled_from([path for path in sorted(example.files) if path != "boundaries.yaml"]))
    text = example.files[path]
    start = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, 40))
    _, fixes = _taken({**example.files, path: text[:start] + text[start + length :]})
    assert all(file.edits for fix in fixes for file in fix.edit.files)


def test_a_key_is_that_of_its_class_when_only_the_name_of_a_large_class_changes() -> None:
    path, comment = "app/delivery/models.py", "    # What stands here is read member by member.\n"
    text = (
        "from sqlmodel import Field, SQLModel\nclass Step(SQLModel, table=True):\n"
        f"{comment * 60}    campaign: int = Field(foreign_key='campaign.id')\n"
    )
    texts = {
        "boundaries.yaml": 'version: 1\ndiscover: ["app.*"]\n',
        "app/cam/models.py": "from sqlmodel import SQLModel\nclass Campaign(SQLModel, table=True):\n    id: int\n",
        path: text,
    }
    project, read = project_of(texts, USUAL_DAY), read_snapshot(text)
    file = project.files[path]
    project = apply_change(project, FileChange(path, file, read.code), USUAL_DAY)
    assert [key.name for key in foreign_keys_in(project, file)] == ["Step.campaign"]
    text = text.replace("Step", "Task")
    file = source_file(layout_of(project), path, text)
    assert file is not None
    project = apply_change(project, FileChange(path, file, update(read, text).code), USUAL_DAY)
    assert [key.name for key in foreign_keys_in(project, file)] == ["Task.campaign"]
