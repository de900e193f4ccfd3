"""A fix that does harm is a complaint: shown with fixes that do it on purpose."""

from __future__ import annotations

import pytest
from ringfence.model.edit import FileEdit, Fix, TextEdit, WorkspaceEdit
from ringfence.model.ranges import Range

from tests.harness.fixing import Taken, broken_by, fix_complaints
from tests.harness.markdown import Example, read_docstring
from tests.harness.project import apply_edit, findings

EXAMPLE = """\
`boundaries.yaml`:

```yaml
version: 1
discover: ["shop.*"]
modules:
  delivery: {may_import: [cam]}
```

`shop/cam/internal/leads.py`:

```python
class LeadDB: ...
```

`shop/cam/api/dtos.py`:

```python
class LeadDTO: ...
```

`shop/billing/api.py`:

```python
class LeadDB: ...
```

`shop/delivery/packager.py`:

```python
from shop.cam.internal.leads import LeadDB  # error: [private-import] "LeadDB is internal to cam"
```
"""
PATH = "shop/delivery/packager.py"
LINE = Range(0, 0, 1, 0)


def _broken(text: str) -> list[str]:
    """The complaints when the fix of the one finding is to write `text` in place of the import."""
    example = read_docstring("page", EXAMPLE)
    before = findings(example.files, example.today)
    fix = Fix("Do it", WorkspaceEdit((FileEdit(PATH, (TextEdit(LINE, text),)),)))
    return list(broken_by(example, Taken(before, before[0], fix, apply_edit(example.files, fix.edit))))


def test_a_fix_that_solves_its_finding_is_no_complaint() -> None:
    assert _broken("from shop.cam.api.dtos import LeadDTO\n") == []


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("from shop.cam.internal.leads import LeadDB\n\n", "the finding is still there"),
        ("from shop.billing.api import LeadDB\n", "makes a new finding"),
        ("from shop.cam.api.dtos import LeadDTO as\n", "no longer parses"),
    ],
)
def test_a_fix_that_does_harm_is_a_complaint(text: str, complaint: str) -> None:
    assert [one for one in _broken(text) if complaint in one]


def _stating(title: str, text: str) -> Example:
    return read_docstring("page", f'{EXAMPLE}\n`{PATH}` after "{title}":\n\n```python after\n{text}\n```\n')


def test_the_stated_result_of_a_fix_is_no_complaint() -> None:
    stating = _stating("Import LeadDTO from shop.cam.api.dtos", "from shop.cam.api.dtos import LeadDTO")
    assert fix_complaints(stating) == []


def test_another_result_than_the_stated_one_is_a_complaint_with_the_difference() -> None:
    (found,) = fix_complaints(_stating("Import LeadDTO from shop.cam.api.dtos", "import shop.cam.api.dtos"))
    assert "-import shop.cam.api.dtos\n+from shop.cam.api.dtos import LeadDTO" in found


def test_a_title_that_is_not_offered_is_a_complaint_with_those_that_are() -> None:
    (found,) = fix_complaints(_stating("Do magic", "x"))
    assert "no fix is called 'Do magic'" in found
    assert "Import LeadDTO from shop.cam.api.dtos" in found
