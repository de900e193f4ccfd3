"""Report a file or a reference that could not be analysed, and why.

## What it does

Reports stretches of a file that cannot be read (a broken statement, a string that is never closed, an unknown
encoding), files that cannot be opened, and dynamic imports whose name is only known at run time. The rest of such a
file is analysed as usual.

## Why is this bad?

A boundary that could not be checked looks like one that holds. A blind spot must be visible.

## Example

`boundaries.yaml`:

```yaml
version: 1
discover: ["shop.*"]
```

`shop/cam/plugins.py`:

```python
import importlib


def load(name: str) -> object:
    return importlib.import_module(f"shop.{name}")  # hint: [not-analysed] "cannot be known"
```

## Fix

None: complete the statement, or name the module in a literal.

## Options

None.
"""

from __future__ import annotations

from collections.abc import Iterator

from ringfence.inference.crossings import importer_of
from ringfence.model.diagnostic import Certainty, Diagnostic, Severity
from ringfence.model.project import Project, SourceFile
from ringfence.model.ranges import FILE_START
from ringfence.model.rule import Rule


def check(project: Project, file: SourceFile) -> Iterator[Diagnostic]:
    """Report what of a file could not be read, and each opaque reference."""
    importer = importer_of(project, file)
    module = importer.name if importer else None
    if file.unreadable:
        message = f"This file was not analysed: {file.unreadable}."
        yield Diagnostic(file.path, FILE_START, RULE.id, message, RULE.severity, importer=module, source=file.name)
    for problem in file.facts.problems:
        message = f"This part was not analysed: {problem.message}. Imports in it may be missed."
        yield Diagnostic(file.path, problem.range, RULE.id, message, RULE.severity, importer=module, source=file.name)
    for reference in file.facts.references:
        message = f"What {reference.text} imports cannot be known before run time. A literal name could be checked."
        yield Diagnostic(
            file.path,
            reference.range,
            RULE.id,
            message,
            Severity.HINT,
            Certainty.OPAQUE,
            importer=module,
            source=file.name,
            kind="dynamic import",
        )


RULE = Rule("not-analysed", __doc__ or "", Severity.WARNING, check=check)
