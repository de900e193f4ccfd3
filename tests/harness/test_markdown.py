"""The grammar of examples: what a page says is what is tested, and a page that says it wrongly fails."""

from __future__ import annotations

from datetime import date

import pytest

from tests.harness.markdown import USUAL_DAY, Expected, MarkdownError, read_docstring, read_page

PAGE = """\
# A page

`boundaries.yaml`:

```yaml
version: 1
discover: [shop.*]  # warning: [invalid-config] "nothing"
```

`shop/cam.py`:

```python
x = 1
```

## The first project

Some prose with `code` in it.

`shop/delivery.py`:

```python
from shop.cam import x  # a comment  # error: [one] "is \\"one\\"" # hint: [two]
y = (
    x,  # info: [three] "part"
)
```

## The second one

Today is 2027-03-01.

`boundaries.yaml`:

```yaml
version: 2
```

`shop/cam.py` after "Import "x" from y":

```python after
x = 2
```

```text
not looked at
```
"""


def test_each_heading_is_a_project_with_the_shared_files() -> None:
    first, second = read_page(PAGE)
    assert (first.name, second.name) == ("The first project", "The second one")
    assert list(first.files) == ["boundaries.yaml", "shop/cam.py", "shop/delivery.py"]
    assert list(second.files) == ["boundaries.yaml", "shop/cam.py"]


def test_a_project_replaces_a_shared_file_and_what_was_expected_in_it() -> None:
    first, second = read_page(PAGE)
    assert first.files["boundaries.yaml"] == "version: 1\ndiscover: [shop.*]\n"
    assert second.files["boundaries.yaml"] == "version: 2\n"
    assert Expected("boundaries.yaml", 1, "warning", "invalid-config", "nothing") in first.expected
    assert second.expected == ()


def test_expectations_are_taken_out_of_the_text_and_other_comments_stay() -> None:
    first, _ = read_page(PAGE)
    assert first.files["shop/delivery.py"] == "from shop.cam import x  # a comment\ny = (\n    x,\n)\n"
    assert first.expected[1:] == (
        Expected("shop/delivery.py", 0, "error", "one", 'is "one"'),
        Expected("shop/delivery.py", 0, "hint", "two", ""),
        Expected("shop/delivery.py", 2, "info", "three", "part"),
    )


def test_a_block_tagged_after_is_the_text_after_the_fix_of_that_title() -> None:
    _, second = read_page(PAGE)
    assert second.after == {'Import "x" from y': {"shop/cam.py": "x = 2\n"}}
    assert second.files["shop/cam.py"] == "x = 1\n"


def test_the_day_is_the_usual_one_unless_the_project_sets_it() -> None:
    first, second = read_page(PAGE)
    assert (first.today, second.today) == (USUAL_DAY, date(2027, 3, 1))


def test_a_docstring_is_one_project() -> None:
    parts = ["## Example\n\n`a.py`:\n\n```python\nx\n```\n", "## Fix\n\n`b.py`:\n\n```python\n```\n"]
    example = read_docstring("rule", "\n".join(["Report.\n", *parts]))
    assert example.files == {"a.py": "x\n", "b.py": ""}


def test_a_longer_fence_may_hold_a_shorter_one() -> None:
    example = read_docstring("rule", "`a.py`:\n\n````python\n```\nx\n```\n````\n")
    assert example.files == {"a.py": "```\nx\n```\n"}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("```python\nx = 1\n```\n", "without a line"),
        ("`a.py`\n\n```python\nx = 1\n```\n", "without a line"),
        ("`a.py`:\n\n```python\nx = 1\n", "never closed"),
        ("`a.py`:\n\n```python\n```\n\n`a.py`:\n\n```python\n```\n", "given twice"),
        ('`a.py` after "T":\n\n```python\n```\n', "in both lines or in none"),
        ("`a.py`:\n\n```python after\n```\n", "in both lines or in none"),
        ('`a.py`:\n\n```python\nx  # error: [one] "is "one""\n```\n', "cannot be read"),
        ('`a.py`:\n\n```python\nx  # error: one "is"\n```\n', "cannot be read"),
        ('`a.py`:\n\n```python\nx  # error: [one] "is" and more\n```\n', "cannot be read"),
    ],
)
def test_a_slip_in_a_page_is_an_error_and_not_a_weaker_test(text: str, complaint: str) -> None:
    with pytest.raises(MarkdownError, match=complaint):
        read_docstring("rule", text)
