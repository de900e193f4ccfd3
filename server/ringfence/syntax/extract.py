"""Text to facts: the one door to this layer. Pure, and total: any text gives facts, none raises."""

from __future__ import annotations

from ringfence.model.facts import FileFacts, ImportSite
from ringfence.syntax.dynamic_imports import read_dynamic_imports
from ringfence.syntax.lexis import plain
from ringfence.syntax.outline import read_outline
from ringfence.syntax.problems import read_problems
from ringfence.syntax.suppressions import read_suppressions


def extract(text: str) -> FileFacts:
    """The facts of a Python text, whatever its line endings and whether or not it parses."""
    text = plain(text.removeprefix("\ufeff"))
    outline = read_outline(text)
    exports = tuple(dict.fromkeys(outline.exports)) if outline.exports is not None else None
    imports = tuple(outline.imports)
    if exports is not None or " as " in text:
        imports = tuple(_reexporting(site, exports) for site in imports)
    dynamic, references = read_dynamic_imports(text, imports)
    return FileFacts(
        imports=imports + dynamic,
        definitions=tuple(outline.definitions),
        exports=exports,
        suppressions=read_suppressions(text, imports),
        references=references,
        problems=read_problems(text, tuple(outline.problems), imports),
    )


def _reexporting(site: ImportSite, exports: tuple[str, ...] | None) -> ImportSite:
    """Mark the names that the file offers to others on purpose."""
    if not any(name.alias == name.name or (exports and name.bound in exports) for name in site.names):
        return site
    names = tuple(
        name._replace(reexported=name.alias == name.name or bool(exports and name.bound in exports))
        for name in site.names
    )
    return site._replace(names=names)
