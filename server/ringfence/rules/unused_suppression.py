"""Report a suppression that silences nothing, or that gives no reason.

## What it does

An inline `# ringfence: ignore[rule] -- reason` accepts a finding on its line. This rule reports such a comment when
there is nothing left to silence, and when the reason is missing. A comment without a reason still silences.

## Why is this bad?

A comment that silences nothing hides the next finding on its line. A comment without a reason cannot be judged by the
person who finds it a year later.

## Example

`boundaries.yaml`:

```yaml
version: 1
discover: ["shop.*"]
```

`shop/cam/service.py`:

```python
import json  # ringfence: ignore[private-import] -- moves in spring  # warning: [unused-suppression] "silences nothing"
```

## Fix

Remove the comment, or the one rule in it that silences nothing.

`shop/cam/service.py` after "Remove this suppression":

```python after
import json
```

## Options

None.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringfence.model.diagnostic import Diagnostic, Severity
from ringfence.model.edit import FileEdit, Fix, TextEdit, WorkspaceEdit
from ringfence.model.project import Project
from ringfence.model.ranges import Range
from ringfence.model.rule import Rule, Texts
from ringfence.refactor.suppress import remove_suppression


def fixes(project: Project, diagnostic: Diagnostic, texts: Texts) -> Iterator[Fix]:
    """Correct a mistyped rule, else remove the suppression, or the one rule in it that silences nothing."""
    text = texts(diagnostic.path)
    if text is None or diagnostic.kind == "reason":
        return
    right = diagnostic.symbol if diagnostic.kind == "name" else ""
    place = _place_of(diagnostic, text) if right else None
    if place is not None:
        edit = WorkspaceEdit((FileEdit(diagnostic.path, (TextEdit(place, right),)),))
        yield Fix(f"Replace {diagnostic.written} by {right}", edit, preferred=True, automatic=False)
    edits = remove_suppression(text, diagnostic.range, diagnostic.written or None)
    if edits:
        what = f"{diagnostic.written} from this" if _is_one_of_several(diagnostic, project) else "this"
        edit = WorkspaceEdit((FileEdit(diagnostic.path, edits),))
        # Whoever mistyped a rule meant something: that is never thrown away without being asked.
        sure = diagnostic.kind != "name"
        yield Fix(f"Remove {what} suppression", edit, preferred=place is None, automatic=sure)


def _place_of(diagnostic: Diagnostic, text: str) -> Range | None:
    """Where the comment names the rule."""
    comment = diagnostic.range
    lines = text.split("\n")
    line = lines[comment.line] if comment.line < len(lines) else ""
    column = line.find(diagnostic.written, comment.column, comment.end_column)
    if column < 0:
        return None
    return Range(comment.line, column, comment.line, column + len(diagnostic.written))


def _is_one_of_several(diagnostic: Diagnostic, project: Project) -> bool:
    file = project.files.get(diagnostic.path)
    return file is not None and any(
        suppression.range == diagnostic.range and len(suppression.rules) > 1 for suppression in file.facts.suppressions
    )


# The engine reports it: only the engine knows what the other rules found.
RULE = Rule("unused-suppression", __doc__ or "", Severity.WARNING, fixes=fixes)
