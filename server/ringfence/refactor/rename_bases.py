"""The short way to rewrite imports after a renaming: what can be told from the facts of a file, without its text."""

from __future__ import annotations

from ringfence.inference.names import absolute_base
from ringfence.model.edit import TextEdit
from ringfence.model.facts import ImportKind
from ringfence.model.names import join
from ringfence.model.project import SourceFile
from ringfence.refactor.renaming import Renaming


def rename_bases(file: SourceFile, renaming: Renaming) -> tuple[TextEdit, ...] | None:
    """The edits that name other modules between `from` and `import`, where that is all there is to do.

    None where more may have to be done: where what is imported is renamed itself, or holds what is renamed, and where
    a relative import means something else in the new place of the file.
    """
    moved = renaming.files.get(file.path)
    package = moved.package if moved else file.package
    edits: list[TextEdit] = []
    for site in file.facts.imports:
        if site.kind is ImportKind.DYNAMIC:
            continue
        base = absolute_base(file, site)
        if not site.is_from or base is None:
            if any(_is_touched(name.name, renaming) or name.bound in renaming.above for name in site.names):
                return None
            continue
        if any(join(base, name.name) in renaming.above for name in site.names):
            return None
        wanted = renaming.new_name(base)
        if base_in(package, site.level, site.base) == wanted:
            continue
        if site.level > 0:
            return None
        edits.append(TextEdit(site.base_range, wanted))
    return tuple(edits)


def _is_touched(name: str, renaming: Renaming) -> bool:
    return name in renaming.above or renaming.new_name(name) != name


def base_in(package: str, level: int, base: str) -> str | None:
    """What the base of a `from` import with `level` dots means in a package; None above the outermost one."""
    if level <= 0:
        return base
    names = package.split(".") if package else []
    if level > len(names):
        return None
    return join(".".join(names[: len(names) - level + 1]), base)
