"""The annotated projects: how they are loaded, what their comments expect, and what the inference finds there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from ringfence.adapters.config_file import parse_config
from ringfence.adapters.sql_reader import read_sql, read_sql_script
from ringfence.engine.build import build_project
from ringfence.engine.registry import all_rules
from ringfence.inference.data.model_types import owner_of
from ringfence.inference.data.models import models_of
from ringfence.inference.data.operations import Operation
from ringfence.inference.data.scan import operations_of
from ringfence.inference.data.scripts import operations_in_script
from ringfence.model.code import Code
from ringfence.model.config import CONFIG_NAME, Config
from ringfence.model.diagnostic import Certainty
from ringfence.model.project import Codes, Project, SourceFile
from ringfence.syntax.code_reader import read_code
from ringfence.syntax.extract import extract

PROJECTS = Path(__file__).parent / "projects"
MODULES = {"sqlalchemy": "app.delivery", "django": "shop.payments"}
"""The Python package that the cases of each project belong to."""
_KINDS = ("write", "likely", "opaque", "read", "silent")
_COMMENT = re.compile(rf"(?:#|--)\s*((?:{'|'.join(_KINDS)})\b.*)$")
_ITEM = re.compile(r"(write|likely|read): ([A-Za-z_][\w.]*(?:, [A-Za-z_][\w.]*)*)|(opaque|silent)")

Labels = frozenset[tuple[str, str]]
"""What a line holds: kind of finding, and what it is about; nothing for an opaque one."""


class UnreadableCommentError(Exception):
    """A comment in the corpus looks like an expectation, and is none."""


@dataclass(frozen=True)
class Corpus:
    """One project, with the texts of its base and of its cases."""

    orm: str
    config: Config
    base: Mapping[str, str]
    """Texts by path."""
    cases: Mapping[str, str]
    """Texts by file name."""

    @property
    def module(self) -> str:
        return MODULES[self.orm]

    def path_of(self, case: str) -> str:
        return f"{self.module.replace('.', '/')}/{case}"

    def project(self, cases: Mapping[str, str]) -> Project:
        """The base together with some cases."""
        texts = {**self.base, **{self.path_of(name): text for name, text in cases.items() if name.endswith(".py")}}
        files, code = {}, {}
        for path, text in texts.items():
            if path in self.base and cases is not self.cases:
                files[path], code[path] = self._read_base[path]
            else:
                files[path], code[path] = read_file(path, text)
        project = build_project(self.config, files, date(2026, 11, 24), sql=read_sql)
        return replace(project, code=Codes(code))

    @cached_property
    def _read_base(self) -> dict[str, tuple[SourceFile, Code]]:
        return {path: read_file(path, text) for path, text in self.base.items()}

    def found(self, project: Project, case: str, text: str) -> dict[int, Labels]:
        """What the inference finds in a case of a project, by line."""
        operations: Iterable[Operation]
        if case.endswith(".sql"):
            operations = operations_in_script(project, read_sql_script(text, None))
        else:
            operations = operations_of(project, project.files[self.path_of(case)])
        found: dict[int, set[tuple[str, str]]] = {}
        for operation in operations:
            for label in self._labels(project, operation):
                found.setdefault(operation.range.line, set()).add(label)
        return {line: frozenset(labels) for line, labels in found.items()}

    def _labels(self, project: Project, operation: Operation) -> Iterator[tuple[str, str]]:
        """The finding of an operation on something that another module owns; nothing for any other."""
        if operation.certainty is Certainty.OPAQUE:
            yield "opaque", ""
            return
        model = models_of(project).get(operation.model)
        owner = owner_of(project, model) if model is not None else None
        if model is None or owner is None or owner is project.modules.owner_of(self.module):
            return
        kind = "likely" if operation.certainty is Certainty.LIKELY else "write"
        kind = kind if operation.is_write else "read"
        name = model.table if model.is_core_table else model.short
        fields = operation.fields if operation.is_write else ()
        yield from ((kind, f"{name}.{field}") for field in fields)
        if not fields:
            yield kind, name


def read_file(path: str, text: str) -> tuple[SourceFile, Code]:
    name = path.removesuffix(".py").replace("/", ".")
    is_package = name.endswith(".__init__")
    return SourceFile(path, name.removesuffix(".__init__"), is_package, extract(text)), read_code(text)


def load(orm: str) -> Corpus:
    folder = PROJECTS / orm
    base = {
        path.relative_to(folder / "base").as_posix(): path.read_text(encoding="utf-8")
        for path in sorted((folder / "base").rglob("*.py"))
    }
    files = [path for path in sorted((folder / "cases").iterdir()) if path.is_file()]
    cases = {path.name: path.read_text(encoding="utf-8") for path in files}
    config = parse_config((folder / "base" / CONFIG_NAME).read_bytes(), CONFIG_NAME, all_rules()).config
    assert config is not None
    return Corpus(orm, config, base, cases)


def expected(text: str) -> dict[int, Labels]:
    """What the comments of a case say, by line; lines without a comment are left out."""
    found = {}
    for number, line in enumerate(text.split("\n")):
        match = _COMMENT.search(line)
        if match is not None:
            found[number] = frozenset(_read(match[1], f"line {number + 1}: {line.strip()}"))
    return found


def _read(comment: str, where: str) -> Iterator[tuple[str, str]]:
    for part in comment.strip().split("; "):
        item = _ITEM.fullmatch(part)
        if item is None:
            raise UnreadableCommentError(where)
        if item[3] == "opaque":
            yield "opaque", ""
        for name in item[2].split(", ") if item[2] else ():
            yield item[1], name


def differences(text: str, found: Mapping[int, Labels]) -> list[str]:
    """The lines of a case where the comment says one thing and the inference another."""
    wanted = expected(text)
    lines = text.split("\n")
    return [
        f"line {number + 1}: expected {shown(wanted.get(number))}, found {shown(found.get(number))}"
        f" | {lines[number].strip()}"
        for number in sorted({*wanted, *found})
        if wanted.get(number, frozenset()) != found.get(number, frozenset())
    ]


def shown(labels: Labels | None) -> str:
    return ", ".join(f"{kind} {name}".strip() for kind, name in sorted(labels or ())) or "nothing"
