"""Which imports cross a module boundary, and what `boundaries.yaml` says about each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple, cast

from ringfence.inference.names import absolute_base, bindings, definition_of, still_there, target_of
from ringfence.inference.permissions import Relation, against_layers, may_enter, may_import_name, relation_between
from ringfence.inference.public_names import is_public
from ringfence.model.config import ModuleKind
from ringfence.model.facts import Definition, ImportedName, ImportKind, ImportSite
from ringfence.model.modules import Module
from ringfence.model.names import join
from ringfence.model.project import Project, SourceFile
from ringfence.model.ranges import Range

_ACL = re.compile(r"(?:^|\.)internal\.acl_")


class Verdict(IntEnum):
    """What holds for one crossing; of several, the one that says most about what to do."""

    ALLOWED = 0
    GOD = 1
    LEGACY = 2
    FORBIDDEN = 3
    LAYER = 4
    PRIVATE = 5


class Crossing(NamedTuple):
    """One imported name that belongs to another module than the file that imports it."""

    site: ImportSite
    name: ImportedName
    target: str
    """The absolute dotted name as written."""
    definition: str
    """The dotted name of what it stands for, followed through re-exports; where it is allowed, as written."""
    importer: Module | None
    imported: Module
    verdict: Verdict

    @property
    def range(self) -> Range:
        """The imported name; in a dynamic import, the text of the literal."""
        return self.site.base_range if self.site.kind is ImportKind.DYNAMIC else self.name.range

    @property
    def symbol(self) -> str:
        """The imported name without the modules it lies in; `*` for a star import."""
        return self.name.name if self.site.is_from else self.target.rpartition(".")[2]


def crossings(project: Project, file: SourceFile) -> tuple[Crossing, ...]:
    """All crossings of a file, in the order of its imports. A fallback import repeats no finding of its `try`.

    They are kept over snapshots, for as long as the file and all that was consulted stay the same.
    """
    return _kept(project, file)[1]


def judged(project: Project, file: SourceFile, verdict: Verdict) -> tuple[Crossing, ...]:
    """The crossings of a file that were judged so."""
    return _kept(project, file)[2].get(verdict, ())


def crossing_at(project: Project, file: SourceFile, range_: Range) -> Crossing | None:
    """The crossing whose imported name stands at a range; None when there is none."""
    return next((crossing for crossing in crossings(project, file) if crossing.range == range_), None)


def verdict_on(project: Project, file: SourceFile, site: ImportSite, target: str) -> Verdict:
    """What the verdict would be if `site` imported dotted `target` instead; the target need not exist yet."""
    importer = importer_of(project, file)
    owner_of = project.modules.owner_of
    imported = owner_of(target) or owner_of(definition_of(project, target))
    if imported is None or imported is importer:
        return Verdict.ALLOWED
    use = _Use(file, site, importer, imported, target, [])
    return _verdict(project, use, relation_between(project, importer, imported))


def opens_if_permitted(project: Project, file: SourceFile, crossing: Crossing) -> bool:
    """Whether a forbidden crossing would be allowed if only `may_import` named the imported module."""
    importer, imported = crossing.importer, crossing.imported
    if importer is None or against_layers(project, importer, imported):
        return False
    use = _Use(file, crossing.site, importer, imported, crossing.target, [])
    checks_types = crossing.site.kind is ImportKind.TYPE_CHECKING and _ignores_types(project)
    return checks_types or _stays_public(project, use) or importer.kind is ModuleKind.ORCHESTRATION


def consulted(project: Project, file: SourceFile) -> tuple[SourceFile, ...]:
    """The file itself, and every other file on which its crossings depend."""
    return _kept(project, file)[0]


_Kept = tuple[tuple[SourceFile, ...], tuple[Crossing, ...], dict[Verdict, tuple[Crossing, ...]]]
"""The files that were consulted, all crossings, and those that are not allowed by verdict."""


def _kept(project: Project, file: SourceFile) -> _Kept:
    """Worked out once, and looked up once for each snapshot."""
    return project.memo.get(file, lambda: _find_kept(project, file))


def _find_kept(project: Project, file: SourceFile) -> _Kept:
    key = ("crossings", file.path)
    known = cast("_Kept | None", project.resolution.peek(key))
    if known is not None and known[0][0] is file and still_there(project, known[0]):
        return known
    asked = [file]
    found = _without_repeated_fallbacks(list(_crossings(project, file, asked)))
    by_verdict: dict[Verdict, tuple[Crossing, ...]] = {}
    for crossing in found:
        if crossing.verdict:
            by_verdict[crossing.verdict] = (*by_verdict.get(crossing.verdict, ()), crossing)
    known = (tuple(dict.fromkeys(asked)), found, by_verdict)
    project.resolution.put(key, known)
    return known


def importer_of(project: Project, file: SourceFile) -> Module | None:
    """The module that a file belongs to.

    A test file outside every module belongs to the module that its path names: `tests/cam/test_leads.py` and
    `tests/test_cam_leads.py` are cam's own tests.
    """
    owner = project.modules.owner_of(file.name)
    if owner is not None or not file.is_test:
        return owner
    return project.structure.get(("test owner", file.path), lambda: _tested_module(project, file))


def _tested_module(project: Project, file: SourceFile) -> Module | None:
    parts = file.name.split(".")
    for part in reversed(parts):
        words = part.removeprefix("test_").removesuffix("_test").split("_")
        for length in range(len(words), 0, -1):
            module = project.modules.named("_".join(words[:length]))
            if module is not None:
                return module
    return None


def _crossings(project: Project, file: SourceFile, consulted: list[SourceFile]) -> Iterator[Crossing]:
    importer = importer_of(project, file)
    owner_of, owner_below = project.modules.owner_of, project.modules.owner_below
    tops: frozenset[str] = project.structure.get("tops", lambda: _tops(project))
    offered: dict[str, bool] = project.structure.get("offered names", dict)
    relations: dict[Module, Relation] = {}
    for site in file.facts.imports:
        base = absolute_base(file, site)
        if base is None or (base and base.partition(".")[0] not in tops):
            continue
        owner = owner_of(base) if base else None
        for name in site.names:
            target = base if name.name == "*" else f"{base}.{name.name}" if base else name.name
            imported = owner_below(target, owner) if base else owner_of(target)
            if imported is None and target.partition(".")[0] in tops:
                # The name as written decides; where it lies in no module, the place of its definition does.
                imported = owner_of(definition_of(project, target, consulted))
            if imported is None or imported is importer:
                continue
            relation = relations.get(imported)
            if relation is None:
                relation = relations[imported] = relation_between(project, importer, imported)
            if relation is Relation.OPEN and name.name != "*" and _offers(imported, target, offered):
                yield Crossing(site, name, target, target, importer, imported, Verdict.ALLOWED)
                continue
            use = _Use(file, site, importer, imported, target, consulted, name.name == "*")
            verdict = _verdict(project, use, relation)
            definition = definition_of(project, target, consulted) if verdict else target
            yield Crossing(site, name, target, definition, importer, imported, verdict)


def _offers(imported: Module, target: str, known: dict[str, bool]) -> bool:
    """Whether the name as written is public, as far as the name alone tells."""
    answer = known.get(target)
    if answer is None:
        answer = known[target] = target in imported.roots or imported.offers(target)
    return answer


class _Use(NamedTuple):
    """What a verdict is about."""

    file: SourceFile
    site: ImportSite
    importer: Module | None
    imported: Module
    target: str
    consulted: list[SourceFile]
    star: bool = False
    """Everything that the target offers is imported."""


def _tops(project: Project) -> frozenset[str]:
    roots = (root for module in project.modules for root in module.roots)
    names = [*roots, *project.python_modules.folders, *project.python_modules.paths]
    return frozenset(name.partition(".")[0] for name in names)


def _verdict(project: Project, use: _Use, relation: Relation) -> Verdict:
    """The verdict on one use, given what holds between the two modules."""
    importer, imported = use.importer, use.imported
    if relation is Relation.GOD:
        return Verdict.GOD
    if relation is Relation.LEGACY:
        return Verdict.ALLOWED if _is_anti_corruption_layer(use) else Verdict.LEGACY
    if relation is Relation.FORBIDDEN or (
        relation is Relation.PARTIAL and importer and not may_import_name(importer, imported, use.target)
    ):
        implements = imported.name in _implemented(project, use.file)
        return Verdict.ALLOWED if implements and _stays_public(project, use) else Verdict.FORBIDDEN
    if importer is not None and against_layers(project, importer, imported):
        return Verdict.LAYER
    if _stays_public(project, use) or (use.site.kind is ImportKind.TYPE_CHECKING and _ignores_types(project)):
        return Verdict.ALLOWED
    if importer is not None and may_enter(importer, imported):
        return Verdict.ALLOWED
    definition = definition_of(project, use.target, use.consulted)
    implements = _in_ports(definition) and imported.name in _implemented(project, use.file)
    return Verdict.ALLOWED if implements else Verdict.PRIVATE


def _ignores_types(project: Project) -> bool:
    return project.config.rule("private-import").options.get("type_checking", "ignore") == "ignore"


def _is_anti_corruption_layer(use: _Use) -> bool:
    importer = use.importer
    return importer is not None and _ACL.search(importer.below_root(use.file.name)) is not None


def _stays_public(project: Project, use: _Use) -> bool:
    return is_public(project, use.imported, use.target, use.consulted, star=use.star)


def _implemented(project: Project, file: SourceFile) -> frozenset[str]:
    """The modules of which a class in this file implements a port."""
    key = ("implemented", file)
    return project.memo.get(key, lambda: frozenset(_implemented_modules(project, file)))


def _implemented_modules(project: Project, file: SourceFile) -> Iterator[str]:
    bound = bindings(file)
    for definition in file.facts.definitions:
        for base in definition.bases:
            first, _, rest = base.partition(".")
            binding = bound.get(first)
            if binding is None or isinstance(binding, Definition):
                continue
            site, name = binding
            target = target_of(file, site, name) or ""
            origin = definition_of(project, join(target if site.is_from or name.alias else first, rest))
            owner = project.modules.owner_of(origin)
            if owner is not None and _in_ports(origin):
                yield owner.name


def _in_ports(definition: str) -> bool:
    """Whether a dotted definition is, or stands in, a port."""
    return definition.endswith("Port") or "ports" in definition.split(".")


def _without_repeated_fallbacks(found: list[Crossing]) -> tuple[Crossing, ...]:
    """Leave out a fallback import into a module that the import in its `try` is reported for already."""
    reported = {
        (crossing.site.attempt, crossing.imported.name)
        for crossing in found
        if crossing.verdict and crossing.site.kind is not ImportKind.FALLBACK and crossing.site.attempt >= 0
    }
    return tuple(
        crossing
        for crossing in found
        if crossing.site.kind is not ImportKind.FALLBACK
        or (crossing.site.attempt, crossing.imported.name) not in reported
    )
