"""Text to facts: the one door to this layer. Pure, and total: any text gives facts, none raises."""

from __future__ import annotations

from ringfence.model.facts import FileFacts, ImportSite
from ringfence.syntax.data_marks import data_marks
from ringfence.syntax.dynamic_imports import read_dynamic_imports
from ringfence.syntax.exports import OTHERS
from ringfence.syntax.lexis import plain
from ringfence.syntax.outline import Outline
from ringfence.syntax.problems import is_balanced, read_problems
from ringfence.syntax.suppressions import read_suppressions
from ringfence.syntax.walk import read_outline


def extract(text: str) -> FileFacts:
    """The facts of a Python text, whatever its line endings and whether or not it parses."""
    text = plain(text.removeprefix("\ufeff"))
    return facts_of(text, read_outline(text), data_marks(text), balanced=is_balanced(text))


def facts_of(text: str, outline: Outline, marks: int, *, balanced: bool) -> FileFacts:
    r"""The facts of a text (line endings `\n`), put together with what is known about it already.

    `balanced`: each bracket and quote has its partner.
    """
    exports = _exports(outline.exports)
    imports = tuple(outline.imports)
    if exports is not None or " as " in text:
        offered = frozenset(exports or ())
        imports = tuple(_reexporting(site, offered) for site in imports)
    dynamic, references = read_dynamic_imports(text, imports)
    return FileFacts(
        imports=imports + dynamic,
        definitions=tuple(outline.definitions),
        exports=exports,
        suppressions=read_suppressions(text, imports),
        references=references,
        problems=read_problems(text, tuple(outline.problems), imports, balanced=balanced),
        marks=marks,
    )


def _exports(names: list[str] | None) -> tuple[str, ...] | None:
    """Each name once; what stands for names that are not literals comes last."""
    if names is None:
        return None
    return tuple(sorted(dict.fromkeys(names), key=lambda name: name == OTHERS))


def _reexporting(site: ImportSite, exports: frozenset[str]) -> ImportSite:
    """Mark the names that the file offers to others on purpose."""
    if not any(name.alias == name.name or name.bound in exports for name in site.names):
        return site
    names = (name._replace(reexported=name.alias == name.name or name.bound in exports) for name in site.names)
    return site._replace(names=tuple(names))
