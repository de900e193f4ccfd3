"""What `boundaries.yaml` says, typed and with the place of every statement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from ringfence.model.diagnostic import Severity
from ringfence.model.ranges import FILE_START, Range

CONFIG_NAME = "boundaries.yaml"
"""The file's name at the root of the user's repository."""

Key = tuple[str | int, ...]
"""The way to a node of the file: `("modules", "cam", "may_import", 0)`."""


class ModuleKind(StrEnum):
    """What part a module plays."""

    BUSINESS = "business"
    SHARED = "shared"
    """Shared kernel: everyone may import it, it may import no business module."""
    ORCHESTRATION = "orchestration"
    """May import every public interface and, of the modules it lists, the internals."""
    GOD = "god"
    """To be dissolved: every import from outside is reported."""
    LEGACY = "legacy"
    """Only an anti-corruption layer may import it."""
    EXTERNAL = "external"
    """A third-party package."""


@dataclass(frozen=True, slots=True)
class ModuleDefaults:
    """The `defaults` section: what holds for a module that does not say otherwise."""

    public: tuple[str, ...] = ("api",)
    """Dotted names below the module: sub-packages, Python modules or names that others may import."""
    contract: tuple[str, ...] = ("api/ports.py", "api/dtos.py", "api/events.py")
    """POSIX paths below the module's folder."""
    may_import: tuple[str, ...] = ("shared",)
    """Module names, dotted names, kinds, or `*` for every public interface."""


@dataclass(frozen=True, slots=True)
class DeclaredModule:
    """One entry of the `modules` section, as written: None stands for "not said"."""

    name: str
    paths: tuple[str, ...] | None = None
    """Dotted names; None: the module of this name that `discover` finds."""
    kind: ModuleKind = ModuleKind.BUSINESS
    owner: str | None = None
    public: tuple[str, ...] | None = None
    contract: tuple[str, ...] | None = None
    may_import: tuple[str, ...] | None = None
    must_not_import: tuple[str, ...] = ()
    owned_tables: tuple[str, ...] | None = None
    """Globs over table names."""
    owned_models: tuple[str, ...] | None = None
    """Globs over dotted names."""
    session: str | None = None
    """The dotted name of the module's own session provider."""
    moved: tuple[tuple[str, str], ...] = ()
    """For a god module: a name, and the dotted name of its new home."""


@dataclass(frozen=True, slots=True)
class AllowEntry:
    """One explicit exception."""

    source: str
    """`from`: a dotted pattern over the importing code; a pattern also matches what lies below it."""
    target: str
    """`to`: a dotted pattern over what is imported."""
    rule: str | None
    """None stands for every rule."""
    reason: str
    until: date | None = None
    """The last day on which it holds."""


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """What the `rules` section says about one rule."""

    severity: Severity | None = None
    error_from: date | None = None
    """From this day on the severity is `error`."""
    options: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    """The rule's own options, checked against `Rule.options`."""


@dataclass(frozen=True, slots=True)
class Harness:
    """The deterministic test harness that must exist."""

    path: str
    provides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Config:
    """All that `boundaries.yaml` says. The default is what an empty file means."""

    path: str = CONFIG_NAME
    """POSIX, relative to the folder that it stands in: the root of every path in diagnostics."""
    source_roots: tuple[str, ...] = (".",)
    discover: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    """Patterns in .gitignore syntax."""
    tests: tuple[str, ...] = (
        *("tests/**", "**/tests/**", "**/test_*.py", "**/*_test.py", "**/tests.py", "**/conftest.py"),
    )
    """Patterns in .gitignore syntax of the files judged by the relaxed profile."""
    defaults: ModuleDefaults = ModuleDefaults()
    modules: tuple[DeclaredModule, ...] = ()
    layers: tuple[tuple[str, ...], ...] = ()
    """High to low; the modules of one entry are siblings."""
    session_factories: tuple[str, ...] = ()
    harness: Harness | None = None
    contract_tests: str | None = None
    allow: tuple[AllowEntry, ...] = ()
    rules: Mapping[str, RuleSettings] = field(default_factory=lambda: MappingProxyType({}))
    baseline: str | None = None
    sql_dialect: str | None = None
    """The SQL dialect of raw statements; None: generic."""
    ranges: Mapping[Key, Range] = field(default_factory=lambda: MappingProxyType({}))
    """Where each value stands."""
    key_ranges: Mapping[Key, Range] = field(default_factory=lambda: MappingProxyType({}))
    """Where the key of each mapping entry stands."""

    def range_of(self, *key: str | int) -> Range:
        """The place of the key, else of the value, else of the nearest thing around it."""
        for length in range(len(key), 0, -1):
            found = self.key_ranges.get(key[:length]) or self.ranges.get(key[:length])
            if found:
                return found
        return FILE_START

    def rule(self, rule: str) -> RuleSettings:
        """The settings of a rule; empty ones when the file does not mention it."""
        return self.rules.get(rule, _NO_SETTINGS)


_NO_SETTINGS = RuleSettings()
