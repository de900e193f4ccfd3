"""Report anything in `boundaries.yaml` that is wrong, or that fits nothing in the code.

## What it does

Reads `boundaries.yaml` with the place of every word, and checks each of them: unknown keys, wrong types, YAML that
cannot be read, names of modules that do not exist, a module claimed twice, paths inside each other, patterns and
exceptions that fit no code, exceptions that have expired, and a module that stands in `layers` twice.

A mistake costs only its own place: the rest of the file stays in force. While the whole file cannot be read, the
last good one stays in force.

What only looks unfinished is quieter than an error: code that is not there is a warning, and the new home of a moved
name that is not there yet is information. A module that is declared without paths may come later.

## Why is this bad?

A boundary with a slip in its name guards nothing, and nobody sees it. The same goes for an exception that outlived
its reason.

## Example

`boundaries.yaml`:

```yaml
version: 1
discover: ["shop.*"]
modules:
  billing:
    may_imports: [shipping]  # error: [invalid-config] "Did you mean 'may_import'?"
  delivery:
    may_import: [shipping, biling]  # error: [invalid-config] "'biling' in modules.delivery.may_import is no module"
allow:
  - from: shop.delivery
    to: shop.billing.db
    reason: until billing has a port
    until: 2024-12-31  # warning: [invalid-config] "expired on 2024-12-31"
```

`shop/billing/db.py`:

```python
def connect(): ...
```

`shop/shipping/api/ports.py`:

```python
class ShippingPort: ...
```

`shop/delivery/service.py`:

```python
from shop.shipping.api.ports import ShippingPort
```

## Fix

Where a right word is near, it replaces the wrong one. Otherwise, or if you prefer, the entry can be removed. All other
lines, and all comments, stay as they are.

`boundaries.yaml` after "Replace may_imports by may_import":

```yaml after
version: 1
discover: ["shop.*"]
modules:
  billing:
    may_import: [shipping]
  delivery:
    may_import: [shipping, biling]
allow:
  - from: shop.delivery
    to: shop.billing.db
    reason: until billing has a port
    until: 2024-12-31
```

## Options

None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ringfence.inference import config_modules, config_names
from ringfence.model.config import Key
from ringfence.model.diagnostic import Diagnostic
from ringfence.model.edit import FileEdit, Fix, TextEdit, WorkspaceEdit
from ringfence.model.project import Project
from ringfence.model.rule import Rule, Texts
from ringfence.refactor.config_entries import AGAIN, entry_at, remove_entry, replace_word
from ringfence.refactor.config_repairs import repairs
from ringfence.refactor.config_syntax_repairs import removals, syntax_repairs

_Check = Callable[[Project], Iterator[Diagnostic]]

# These hold whatever the code looks like, so they are said while the repository is still being read.
_OF_THE_FILE: tuple[_Check, ...] = (
    config_modules.repeated_layers,
    config_modules.paths_claimed_twice,
    config_names.expired_exceptions,
)
_OF_THE_FILE_AND_THE_MODULES: tuple[_Check, ...] = (
    config_modules.unknown_words,
    config_modules.unknown_layers,
    config_modules.overlapping_paths,
    config_modules.shared_that_import_others,
    config_modules.misspelt_modules,
    config_names.missing_source_roots,
    config_names.missing_discoveries,
    config_names.missing_paths,
)
_OF_THE_FILE_AND_THE_CODE: tuple[_Check, ...] = (
    config_names.missing_sessions,
    config_names.moves_from_nowhere,
    config_names.moves_to_nowhere,
    config_names.exceptions_for_nothing,
)


def check_project(project: Project) -> Iterator[Diagnostic]:
    """Report what only the whole project can tell; what reading the file tells is reported by the reader.

    In a diagnostic of this rule `written` is the wrong word, `symbol` the one to replace it by, `source` the way to
    the statement, and `kind` says what a fix may touch: `key`, `value`, `entry` or `exception`; or nothing, for
    `syntax` and for a `plan` that is not carried out yet.
    """
    key = ("invalid-config", project.today, project.complete)
    yield from project.structure.get(key, lambda: tuple(_without_code(project)))
    if project.complete:
        for check in _OF_THE_FILE_AND_THE_CODE:
            yield from check(project)


def _without_code(project: Project) -> Iterator[Diagnostic]:
    for check in _OF_THE_FILE:
        yield from check(project)
    if project.complete:
        for check in _OF_THE_FILE_AND_THE_MODULES:
            yield from check(project)


def fixes(project: Project, diagnostic: Diagnostic, texts: Texts) -> Iterator[Fix]:
    """Put in the right word, or take out the entry."""
    text = texts(diagnostic.path)
    if text is None or diagnostic.path != project.config.path:
        return
    if diagnostic.symbol:
        edit = replace_word(text, diagnostic.range, diagnostic.written, diagnostic.symbol)
        if edit is not None:
            yield _fix(diagnostic, _title(diagnostic), edit, preferred=True)
    elif diagnostic.kind == "syntax":
        place = diagnostic.range
        for title, repair in list(removals(text, place)) or syntax_repairs(text, place):
            yield _fix(diagnostic, title, repair)
    if diagnostic.kind in ("syntax", "plan"):
        return
    key = entry_at(text, project.config, diagnostic.range)
    if key is None:
        return
    for title, edit in repairs(project, text, key, diagnostic):
        yield _fix(diagnostic, title, edit)
    key = _dispensable(key, diagnostic)
    removal = remove_entry(text, project.config, key)
    if removal is not None:
        what = f"'{key[-1].removesuffix(AGAIN)}'" if isinstance(key[-1], str) else "this entry"
        yield _fix(diagnostic, f"Remove {what}", removal)


def _dispensable(key: Key, diagnostic: Diagnostic) -> Key:
    """The smallest thing around `key` that the file can do without."""
    if key[0] == "allow" and (diagnostic.kind == "exception" or key[-1] in ("from", "to", "reason")):
        return key[:2]
    return key[:1] if key == ("harness", "path") else key


def _title(diagnostic: Diagnostic) -> str:
    right = diagnostic.symbol.strip()
    if not diagnostic.written:
        return f"Add {right.splitlines()[-1]}"
    return "Indent with spaces" if not right else f"Replace {diagnostic.written} by {right}"


def _fix(diagnostic: Diagnostic, title: str, edit: TextEdit, *, preferred: bool = False) -> Fix:
    changed = FileEdit(diagnostic.path, (edit,))
    return Fix(title, WorkspaceEdit((changed,)), preferred=preferred)


RULE = Rule("invalid-config", __doc__ or "", check_project=check_project, fixes=fixes)
