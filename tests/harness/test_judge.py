"""An example that is not what is found fails, and says how."""

from __future__ import annotations

import pytest

from tests.harness.judge import complaints
from tests.harness.markdown import read_docstring

CONFIG = """\
`boundaries.yaml`:

```yaml
version: 1
discover: ["shop.*"]
```

`shop/cam/api.py`:

```python
LEAD = 1
```

`shop/delivery.py`:

"""


def _complaints(line: str) -> list[str]:
    return complaints(read_docstring("page", f"{CONFIG}```python\n{line}\n```\n"))


def test_what_is_announced_and_found_is_no_complaint() -> None:
    line = 'from shop.cam.api import LEAD  # error: [forbidden-import] "delivery may not import cam"'
    assert _complaints(line) == []
    assert _complaints("import os") == []


def test_a_suppressed_finding_does_not_count() -> None:
    assert _complaints("from shop.cam.api import LEAD  # ringfence: ignore[forbidden-import] -- later") == []


@pytest.mark.parametrize(
    ("line", "missing", "unexpected"),
    [
        ("from shop.cam.api import LEAD", 0, 1),
        ('import os  # error: [forbidden-import] "may not"', 1, 0),
        ('from shop.cam.api import LEAD  # warning: [forbidden-import] "may not"', 1, 1),
        ('from shop.cam.api import LEAD  # error: [private-import] "may not"', 1, 1),
        ('from shop.cam.api import LEAD  # error: [forbidden-import] "must not"', 1, 1),
        ('\nfrom shop.cam.api import LEAD\n# error: [forbidden-import] "may not"', 1, 1),
        ('import shop.cam  # error: [forbidden-import] "may" # error: [forbidden-import] "may"', 1, 0),
        ('from shop.cam.api import LEAD, X  # error: [forbidden-import] "may"', 0, 1),
    ],
)
def test_every_difference_is_a_complaint(line: str, missing: int, unexpected: int) -> None:
    found = _complaints(line)
    assert sum(one.startswith("not found: ") for one in found) == missing
    assert sum(one.startswith("not expected: ") for one in found) == unexpected
    assert len(found) == missing + unexpected


def test_the_more_exact_of_two_expectations_chooses_first() -> None:
    line = 'from shop.cam.api import A, B  # error: [forbidden-import] "cam" # error: [forbidden-import] "cam (A)"'
    assert _complaints(line) == []
