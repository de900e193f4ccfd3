"""What a hover says, in Markdown: about an import, a module, a rule."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ringfence.engine.registry import all_rules
from ringfence.inference.crossings import Crossing, Verdict, crossings
from ringfence.inference.data.model_types import owner_of
from ringfence.inference.data.scan import analysis_of
from ringfence.inference.homes import offered_names
from ringfence.inference.names import absolute_base, definition_of, target_of
from ringfence.lsp.to_lsp import DOCS_URL
from ringfence.model.diagnostic import Diagnostic
from ringfence.model.facts import ImportedName, ImportSite, Suppression
from ringfence.model.modules import Module
from ringfence.model.names import last, parent
from ringfence.model.project import Project, SourceFile
from ringfence.model.ranges import Position, Range

_MOST_NAMES = 24
_WORD = re.compile(r"[\w-]+")

Told = tuple[str, Range]
"""Markdown, and the stretch of text that it is about."""


def import_at(file: SourceFile, place: Position) -> tuple[ImportSite, ImportedName | None] | None:
    """The import at a place, with the name there; None as the name where the place is on the Python module before."""
    for site in file.facts.imports:
        if not site.range.contains(place):
            continue
        for name in site.names:
            if name.range.contains(place):
                return site, name
        if site.is_from and site.base_range.contains(place):
            return site, None
    return None


def import_text(project: Project, file: SourceFile, place: Position, found: Iterable[Diagnostic]) -> Told | None:
    """About the import at a place: what it is, what may be imported instead, and why not this; None elsewhere.

    `found` are the findings shown in the file.
    """
    hit = import_at(file, place)
    if hit is None:
        return None
    site, name = hit
    where = name.range if name is not None else site.base_range
    target = target_of(file, site, name) if name is not None else absolute_base(file, site)
    module = (
        project.modules.owner_of(target) or project.modules.owner_of(definition_of(project, target)) if target else None
    )
    if target is None or module is None:
        return None
    over = [each for each in crossings(project, file) if each.site == site and name in (None, each.name)]
    messages = [each.message for each in found if each.range.overlaps(where if name else site.range)]
    origin = model_text(project, definition_of(project, target)) or _origin(project, target)
    parts = [_headline(module), origin, *_verdicts(over, messages), _offer(project, module)]
    return "\n\n".join(part for part in parts if part), where


def module_text(project: Project, name: str) -> str:
    """About a module by its name in `boundaries.yaml`; empty when there is none."""
    module = project.modules.named(name)
    if module is None:
        return ""
    roots = "Consists of " + ", ".join(f"`{root}`" for root in module.roots) + "."
    return "\n\n".join(part for part in (_headline(module), roots, _offer(project, module)) if part)


def rule_text(rule_id: str) -> str:
    """The documentation of a rule; empty when there is none of that name."""
    rule = all_rules().get(rule_id)
    if rule is None:
        return ""
    return f"**{rule.id}**\n\n{rule.doc.strip()}\n\n[{rule.id} on the web]({DOCS_URL.format(rule=rule.id)})"


def suppression_text(file: SourceFile, place: Position, line: str) -> Told | None:
    """About the rule in the suppression comment at a place; `line` is its line. None elsewhere."""
    suppression = next((each for each in file.facts.suppressions if each.range.contains(place)), None)
    if suppression is None:
        return None
    for rule, where in _rules_in(suppression, line):
        if where.contains(place) or len(suppression.rules) == 1:
            text = rule_text(rule)
            return (text, where) if text else None
    return None


def model_text(project: Project, name: str) -> str:
    """About the model with a full dotted name; empty when it is none."""
    if not project.complete or not project.code:
        return ""
    model = analysis_of(project).models.get(name)
    if model is None:
        return ""
    table = f"model of table `{model.table}`" if model.table else "model"
    owner = owner_of(project, model)
    if owner is None:
        return f"**{model.short}**: {table}, in no module"
    people = f" ({owner.owner})" if owner.owner else ""
    return f"**{model.short}**: {table}; {owner.name}{people} owns it, and alone may write it"


def plain(markdown: str) -> str:
    """Markdown for a client that shows it as it is."""
    without_links = re.sub(r"\[([^\]]+)\]\(([^)]+)\)", r"\1: \2", markdown)
    return re.sub(r"\*\*|`|^#+ ", "", without_links, flags=re.MULTILINE)


def _rules_in(suppression: Suppression, line: str) -> Iterator[tuple[str, Range]]:
    for word in _WORD.finditer(line, suppression.range.column):
        if word.group() in suppression.rules:
            row = suppression.range.line
            yield word.group(), Range(row, word.start(), row, word.end())


def _headline(module: Module) -> str:
    owner = f", owned by {module.owner}" if module.owner else ""
    return f"**{module.name}**: {module.kind.value} module{owner}"


def _origin(project: Project, target: str) -> str:
    if target in project.python_modules.paths:
        return f"`{target}`"
    definition = definition_of(project, target)
    if definition in project.python_modules.paths:
        return f"`{target}` is `{definition}`"
    return f"`{last(definition)}` is defined in `{parent(definition)}`" if parent(definition) else ""


def _verdicts(found: list[Crossing], messages: list[str]) -> list[str]:
    if messages:
        return messages
    if not found:
        return []
    importer = found[0].importer.name if found[0].importer else "This file"
    if all(crossing.verdict is Verdict.ALLOWED for crossing in found):
        return [f"{importer} may import this."]
    return ["This crosses a boundary, and is accepted: by `allow`, a suppression, or a rule that is off."]


def _offer(project: Project, module: Module) -> str:
    """What other modules may import from a module."""
    if "**" in module.public:
        return f"Everything in {module.name} is public."
    if "*" in module.public:
        return f"Everything in {module.name} is public, but for names with a leading underscore."
    names = offered_names(project, module)
    if not names:
        return f"{module.name} offers nothing to other modules yet."
    places: dict[str, list[str]] = {}
    for name in names[:_MOST_NAMES]:
        places.setdefault(parent(name), []).append(f"`{last(name)}`")
    lines = [f"- `{place}`: {', '.join(found)}" for place, found in places.items()]
    more = f"\n- and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return f"{module.name} offers:\n\n" + "\n".join(lines) + more
