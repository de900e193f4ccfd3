"""What could be typed at a place of `boundaries.yaml`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from ringfence.lsp.config import code_words, fixed_words, module_words, schema
from ringfence.lsp.config.cursor import Cursor
from ringfence.lsp.config.dotted_names import names_at
from ringfence.lsp.config.outline import Role
from ringfence.lsp.config.suggestion import Sort, Suggestion
from ringfence.model.config import Key
from ringfence.model.modules import Module
from ringfence.model.project import Project
from ringfence.model.ranges import Range

_MOST = 300
"""What is typed next leaves fewer, and is asked about again."""
_SOME_TIME = timedelta(days=90)


class Completion:
    """Everything that fits at one cursor: the words, and what each of them replaces."""

    def __init__(self, project: Project, cursor: Cursor, *, with_fixed: bool) -> None:
        """Look at a cursor. Without `with_fixed`, what follows from the format alone is left to others."""
        self._project = project
        self._cursor = cursor
        self._with_fixed = with_fixed
        self.key = cursor.key
        self.is_key = self._is_for_key()
        self.is_new = cursor.alone
        """A key that has no colon yet."""
        self.quote, self.is_closed, self.in_flow = cursor.quote, cursor.closed, cursor.in_flow
        self.typed, self.range = cursor.typed, cursor.range
        self.before = self.behind = ""
        """What has to stand around a word: the dash of a list, the brackets of one."""
        if not self.is_key:
            self._enter_list()
        self._enter_sibling()

    def suggestions(self) -> list[Suggestion]:
        """What fits, best first, each word once."""
        found: dict[str, Suggestion] = {}
        for suggestion in self._keys() if self.is_key else self._values():
            known = found.get(suggestion.word)
            if not _goes_on(self.typed, suggestion.word):
                continue
            if known is None or suggestion.rank < known.rank:
                found[suggestion.word] = suggestion
        begin = self.typed.casefold()
        # What begins with what is typed comes before what only has its letters.
        ordered = sorted(
            found.values(), key=lambda each: (not each.word.casefold().startswith(begin), each.rank, each.word)
        )
        return ordered[:_MOST]

    def _is_for_key(self) -> bool:
        if self._cursor.role is Role.KEY:
            return True
        return "object" in schema.types_at(self.key) and self._cursor.alone

    def _enter_list(self) -> None:
        """A value where a list belongs becomes the first item of one."""
        types = schema.types_at(self.key)
        if "array" in types and "string" not in types:
            self.key = (*self.key, 0)
            self.before, self.behind = ("- ", "") if self._cursor.alone else ("[", "]")
        elif self._cursor.alone and self.key and isinstance(self.key[-1], int):
            self.before = "- "
        if self.before == "[" and self._cursor.quote:
            self.before = self.behind = ""

    def _enter_sibling(self) -> None:
        """In `a | b`, only the one at the cursor counts."""
        if len(self.key) == 2 and self.key[0] == "layers" and "|" in self.typed:
            front = len(self.typed) - len(self.typed.rpartition("|")[2].lstrip())
            self.typed = self.typed[front:]
            self.range = Range(self.range.line, self.range.column + front, *self.range.end)

    def _keys(self) -> Iterator[Suggestion]:
        said = self._cursor.beside(self.key)
        match self.key:
            case ("modules",):
                yield from module_words.undeclared(self._project, said)
            case ("modules", str(name), "moved"):
                module = self._project.modules.named(name)
                yield from code_words.movable(self._project, module, said)
        if self._with_fixed:
            yield from fixed_words.keys(self.key, said)

    def _values(self) -> Iterator[Suggestion]:
        if self._with_fixed:
            yield from fixed_words.words(self.key)
            if isinstance(self.key[-1:] and self.key[-1], int) and not self._cursor.quote:
                yield from fixed_words.entries(self.key, in_block=not self._cursor.in_flow and self.before != "[")
        yield from self._names()

    def _names(self) -> Iterable[Suggestion]:
        project, typed = self._project, self.typed
        said = self._cursor.beside(self.key[:-1])
        match self.key:
            case ("modules", str(name), *rest):
                return self._names_of_module(name, tuple(rest), said)
            case ("defaults", "may_import", int()):
                return module_words.importable(project, "", typed, said)
            case ("defaults", "public", int()):
                return code_words.public_names(project, None, typed)
            case ("defaults", "contract", int()):
                return code_words.contract_files(project, None)
            case ("layers", int(), *_):
                return module_words.layerable(project, self._layered())
            case ("discover", int()):
                return code_words.discoverable(project)
            case ("sessions", "factories", int()) | ("allow", int(), "to"):
                return names_at(project, typed, symbols=True)
            case ("allow", int(), "from"):
                return names_at(project, typed)
            case _:
                return self._others()

    def _names_of_module(self, name: str, rest: Key, said: set[str]) -> Iterable[Suggestion]:
        project, typed = self._project, self.typed
        module: Module | None = project.modules.named(name)
        match rest:
            case ("may_import" | "must_not_import", int()):
                return module_words.importable(project, name, typed, said)
            case ("paths", int()):
                return names_at(project, typed)
            case ("session",):
                return names_at(project, typed, symbols=True)
            case ("public", int()):
                return code_words.public_names(project, module, typed) if module else ()
            case ("contract", int()):
                return code_words.contract_files(project, module) if module else ()
            case ("owns", "tables", int()):
                return code_words.owned_tables(project, name, said)
            case ("owns", "models", int()):
                return code_words.owned_models(project, name, typed)
            case ("moved", str(moved)):
                return code_words.new_homes(project, name, moved, typed)
            case ("owner",):
                owners = sorted({each.owner for each in project.modules if each.owner})
                return [Suggestion(owner, Sort.VALUE) for owner in owners]
        return ()

    def _others(self) -> Iterable[Suggestion]:
        project = self._project
        match self.key:
            case ("exclude" | "tests", int()):
                return code_words.folders(project, "/**")
            case ("source_roots", int()):
                return code_words.folders(project, "")
            case ("harness", "path"):
                return code_words.files(project)
            case ("harness", "provides", int()):
                path = self._cursor.outline.value(("harness", "path"))
                return code_words.names_in(project, path.text if path else "")
            case (*_, "until" | "error_from"):
                return [Suggestion((project.today + _SOME_TIME).isoformat(), Sort.VALUE, "in three months", rank=0)]
        return ()

    def _layered(self) -> set[str]:
        """The modules that stand in some layer already."""
        texts = [item.text for item in self._cursor.outline.items if item.key[:1] == ("layers",)]
        here = self._cursor.typed.split("|")[:-1]
        return {name.strip() for text in (*texts, *here) for name in text.split("|")}


def _goes_on(typed: str, word: str) -> bool:
    """Whether the letters that are typed stand in a word in their order, as editors look for them."""
    letters = iter(word.casefold())
    return all(letter in letters for letter in typed.casefold())
