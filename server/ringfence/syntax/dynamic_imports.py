"""Imports by call: `importlib.import_module("...")` and `__import__("...")`.

See https://docs.python.org/3/library/importlib.html#importlib.import_module.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ringfence.model.facts import ImportedName, ImportKind, ImportSite, Reference
from ringfence.model.ranges import Range
from ringfence.syntax.lexis import STRING_OR_COMMENT, WORD

_CALL = rf"(?:({WORD})[ \t]*\.[ \t]*)?\b({{}})[ \t]*\("
_LITERAL = re.compile(
    r"""(?:\s|\\\n|#[^\n]*\n)*(?:name\s*=\s*)?[uUrR]?(["'])(\.*[\w.]*)\1\s*"""
    r"""(?:,\s*(?:package\s*=\s*)?(?:(__name__|__package__)|(["'])([\w.]+)\4)\s*)?,?\s*[,)]"""
)
_DEFINED = re.compile(r"\bdef[ \t]+\Z")
_SHOWN = 60


def read_dynamic_imports(
    text: str, imports: tuple[ImportSite, ...]
) -> tuple[tuple[ImportSite, ...], tuple[Reference, ...]]:
    r"""Calls with a literal name as import sites, the others as opaque references. `text` ends its lines by `\n`."""
    if "import_module" not in text and "__import__" not in text:
        return (), ()
    literal, opaque = [], []
    names = _importers(imports)
    functions = {function for _, function in names}
    for match in _calls(text, re.compile(_CALL.format("|".join(sorted(functions))))):
        if not names.get((match[1] or "", match[2])):
            continue
        argument = _LITERAL.match(text, match.end())
        if argument and (site := _site(text, match, argument)):
            literal.append(site)
        else:
            opaque.append(_reference(text, match))
    return tuple(literal), tuple(opaque)


def _calls(text: str, call: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The calls outside strings and comments."""
    skipped = [match.span() for match in STRING_OR_COMMENT.finditer(text)]
    index = 0
    for match in call.finditer(text):
        while index < len(skipped) and skipped[index][1] <= match.start():
            index += 1
        inside = index < len(skipped) and skipped[index][0] <= match.start()
        if not inside and not _DEFINED.search(text, max(0, match.start() - 20), match.start()):
            yield match


def _importers(imports: tuple[ImportSite, ...]) -> dict[tuple[str, str], bool]:
    """The ways in which this text can spell a dynamic import: (object before the dot, function)."""
    known = {("", "__import__"): True, ("builtins", "__import__"): True}
    for site in imports:
        for name in site.names:
            if not site.is_from and name.name == "importlib":
                known[name.bound, "import_module"] = True
                known[name.bound, "__import__"] = True
            elif site.base == "importlib" and name.name == "import_module":
                known["", name.bound] = True
    return known


def _site(text: str, call: re.Match[str], argument: re.Match[str]) -> ImportSite | None:
    name = argument[2]
    level = len(name) - len(name.lstrip("."))
    if not name.strip(".") or (level and not (argument[3] or argument[5])):
        return None
    range_ = _range(text, call.start(), argument.end())
    name_range = _range(text, argument.start(2), argument.end(2))
    dotted = name.lstrip(".")
    if level and argument[5]:
        dotted = _resolve(argument[5], level, dotted)
        level = 0
    imported = ImportedName(dotted, "", name_range.line, name_range.column)
    if level:
        # Relative to the package that this text is in, which only its place can tell.
        base, _, last = dotted.rpartition(".")
        imported = imported._replace(name=last)
        return ImportSite(base, level, (imported,), ImportKind.DYNAMIC, range_, name_range)
    return ImportSite("", -1, (imported,), ImportKind.DYNAMIC, range_, name_range)


def _resolve(package: str, level: int, dotted: str) -> str:
    parts = package.split(".")
    return ".".join([*parts[: len(parts) - level + 1], dotted])


def _reference(text: str, call: re.Match[str]) -> Reference:
    line_end = text.find("\n", call.end())
    end = line_end if line_end >= 0 else len(text)
    shown = text[call.start() : end].strip()
    if len(shown) > _SHOWN:
        shown = shown[: _SHOWN - 1] + "…"
    return Reference(shown, _range(text, call.start(), call.end() - 1))


def _range(text: str, start: int, end: int) -> Range:
    line = text.count("\n", 0, start)
    end_line = line + text.count("\n", start, end)
    return Range(line, start - text.rfind("\n", 0, start) - 1, end_line, end - text.rfind("\n", 0, end) - 1)
