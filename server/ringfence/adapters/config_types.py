"""The shape of `boundaries.yaml` as types: the reader and the published JSON Schema both come from them."""

# No `from __future__ import annotations`: evaluating them again for every read would cost 30 ms.
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from ringfence.adapters.config_strings import (
    DottedName,
    DottedPattern,
    GitPattern,
    ModuleName,
    ModuleWord,
    PublicName,
    RelativePath,
    SourceRoot,
    Text,
)
from ringfence.model.config import Config, ModuleKind
from ringfence.model.diagnostic import Severity

VERSION = 1
"""The only version of the file so far."""

_USUAL = Config()

Dialect = Literal[
    "athena", "bigquery", "clickhouse", "databricks", "doris", "drill", "druid", "duckdb", "hive",
    "materialize", "mysql", "oracle", "postgres", "presto", "redshift", "risingwave", "singlestore",
    "snowflake", "spark", "sqlite", "starrocks", "teradata", "trino", "tsql",
]  # fmt: skip

_PUBLIC = (
    "What others may import: sub-packages, Python modules or names below the module, as `api`, `api.ports` or "
    "`api/ports.py`. `*` is every name without a leading underscore, `**` everything."
)
_CONTRACT = "The files of the contract, below the module's folder. A business module must have them all."
_MAY_IMPORT = (
    "The modules that may be imported, each through its public interface: names of modules, kinds such as "
    "`shared`, dotted names, or `*` for every module."
)


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mapping with a fixed set of keys."""


class Defaults(Section, frozen=True):
    """What holds for every module that does not say otherwise."""

    public: Annotated[tuple[PublicName, ...], Meta(description=_PUBLIC, examples=[["api"], ["api", "events"]])] = (
        _USUAL.defaults.public
    )
    contract: Annotated[
        tuple[RelativePath, ...], Meta(description=_CONTRACT, examples=[["api/ports.py", "api/dtos.py"]])
    ] = _USUAL.defaults.contract
    may_import: Annotated[tuple[ModuleWord, ...], Meta(description=_MAY_IMPORT, examples=[["shared"], ["*"]])] = (
        _USUAL.defaults.may_import
    )


class Owns(Section, frozen=True):
    """The tables and models that only this module may write."""

    tables: Annotated[
        tuple[Text, ...] | None, Meta(description="Tables, with `*` as wildcard.", examples=[["cam_*"]])
    ] = None
    models: Annotated[
        tuple[DottedPattern, ...] | None,
        Meta(
            description="Model classes by dotted name, with `*` as wildcard. Default: all that it defines.",
            examples=[["aicmo.cam.db_models.*"]],
        ),
    ] = None


class ModuleEntry(Section, frozen=True):
    """One module: only what differs from the defaults, or what `discover` cannot see."""

    paths: Annotated[
        tuple[DottedName, ...] | None,
        Meta(
            description="The packages or Python modules that it consists of. Default: the discovered one.",
            examples=[["aicmo.creatives", "aicmo.creative"]],
        ),
    ] = None
    kind: Annotated[
        ModuleKind,
        Meta(
            description=(
                "`business` (the default), `shared` (everyone may import it; it imports no business module), "
                "`orchestration` (imports every public interface, and the internals of the modules that it "
                "lists), `god` (to be dissolved: no one should import it), `legacy` (only `internal/acl_*` "
                "may import it) or `external` (a third-party package)."
            ),
            examples=["shared"],
        ),
    ] = ModuleKind.BUSINESS
    owner: Annotated[
        Text | None,
        Meta(description="The people to ask. Shown in hovers, reports and messages.", examples=["@growth-team"]),
    ] = None
    public: Annotated[tuple[PublicName, ...] | None, Meta(description=_PUBLIC, examples=[["api"], ["*"]])] = None
    contract: Annotated[tuple[RelativePath, ...] | None, Meta(description=_CONTRACT, examples=[["api/ports.py"]])] = (
        None
    )
    may_import: Annotated[
        tuple[ModuleWord, ...] | None,
        Meta(description=_MAY_IMPORT, examples=[["learning", "orchestration"]]),
    ] = None
    must_not_import: Annotated[
        tuple[ModuleWord, ...],
        Meta(description="The modules that may not be imported, whatever else says so.", examples=[["delivery"]]),
    ] = ()
    owns: Annotated[
        Owns | None,
        Meta(description="The data that only this module may write.", examples=[{"tables": ["cam_*"]}]),
    ] = None
    session: Annotated[
        DottedName | None,
        Meta(description="The module's own database session provider.", examples=["aicmo.cam.internal.db"]),
    ] = None
    moved: Annotated[
        dict[DottedName, DottedName],
        Meta(
            description="For a god module: where each name goes. Others are looked up in all contracts.",
            examples=[{"ClientIntake": "aicmo.onboarding.api.dtos.ClientIntake"}],
        ),
    ] = {}


class Sessions(Section, frozen=True):
    """Database sessions that modules must not share."""

    factories: Annotated[
        tuple[DottedName, ...],
        Meta(description="Global session factories.", examples=[["aicmo.core.db.SessionLocal"]]),
    ] = ()


class HarnessEntry(Section, frozen=True):
    """The deterministic test harness that must exist."""

    path: Annotated[RelativePath, Meta(description="The file that it stands in.", examples=["aicmo/shared/testing.py"])]
    provides: Annotated[
        tuple[Text, ...], Meta(description="The names that it must offer.", examples=[["fixed_clock"]])
    ] = ()


class Sql(Section, frozen=True):
    """How to read SQL in strings and in `.sql` files."""

    dialect: Annotated[
        Dialect | None,
        Meta(description="The SQL dialect. Default: what all have in common.", examples=["postgres"]),
    ] = None


class Allow(Section, frozen=True, rename={"source": "from", "target": "to"}):
    """One exception, with its reason."""

    source: Annotated[
        DottedPattern,
        Meta(description="The code that imports, with all below it.", examples=["aicmo.gateways.adapters"]),
    ]
    target: Annotated[
        DottedPattern, Meta(description="What is imported, with all below it.", examples=["aicmo.cam.ports"])
    ]
    reason: Annotated[
        Text,
        Meta(
            description="Why this is right.",
            examples=["adapter implements the port"],
            # Without its reason an exception is reported, and stays in force.
            extra={"fallback": ""},
        ),
    ]
    rule: Annotated[
        str | None, Meta(description="The rule that it is about. Default: every rule.", examples=["private-import"])
    ] = None
    until: Annotated[date | None, Meta(description="The last day on which it holds.", examples=["2027-06-30"])] = None


class RuleEntry(Section, frozen=True):
    """The severity of a rule, and its options."""

    severity: Annotated[Severity | None, Meta(description="How loud it is.", examples=["warning"])] = None
    error_from: Annotated[
        date | None,
        Meta(description="From this day on its severity is `error`.", examples=["2027-03-01"]),
    ] = None


class Boundaries(Section, frozen=True):
    """The boundaries of the modules of one repository, as Ringfence checks them."""

    version: Annotated[
        int | None,
        Meta(
            description="The version of this format.",
            examples=[VERSION],
            extra_json_schema={"const": VERSION},
        ),
    ] = None
    source_roots: Annotated[
        tuple[SourceRoot, ...],
        Meta(
            description="Directories on the import path, relative to this file. Globs are allowed.",
            examples=[["."], ["src", "packages/*/src"]],
        ),
    ] = _USUAL.source_roots
    discover: Annotated[
        tuple[DottedPattern, ...],
        Meta(
            description="Every package, folder or Python module that matches is a module.",
            examples=[["aicmo.*"]],
        ),
    ] = ()
    exclude: Annotated[
        tuple[GitPattern, ...],
        Meta(
            description="Files that are not analysed at all, in .gitignore syntax.",
            examples=[["**/migrations/**"]],
        ),
    ] = ()
    tests: Annotated[
        tuple[GitPattern, ...],
        Meta(
            description="Test files, in .gitignore syntax: severities are one step down, and writes are allowed.",
            examples=[["tests/**", "**/test_*.py"]],
        ),
    ] = _USUAL.tests
    defaults: Annotated[Defaults, Meta(description="What holds for every module.", examples=[{"public": ["api"]}])] = (
        Defaults()
    )
    modules: Annotated[
        dict[ModuleName, Annotated[ModuleEntry, Meta(examples=[{}])]],
        Meta(
            description="What differs from the defaults, by the name of the module.",
            examples=[{"core": {"kind": "shared"}, "onboarding": {}}],
        ),
    ] = {}
    layers: Annotated[
        tuple[Text | tuple[ModuleWord, ...], ...],
        Meta(
            description=(
                "Modules from high to low: each may import only those below it. `a | b`, or a list, are "
                "siblings that may not import each other."
            ),
            examples=[["ui", "application", "billing | shipping", "domain"]],
        ),
    ] = ()
    sessions: Annotated[
        Sessions,
        Meta(
            description="Database sessions that modules must not share.", examples=[{"factories": ["app.db.Session"]}]
        ),
    ] = Sessions()
    harness: Annotated[
        HarnessEntry | None,
        Meta(description="The test harness that must exist.", examples=[{"path": "app/testing.py"}]),
    ] = None
    contract_tests: Annotated[
        RelativePath | None,
        Meta(
            description="Where the contract test of a module stands; `{module}` is the name of the module.",
            examples=["tests/contracts/test_{module}_contract.py"],
        ),
    ] = None
    allow: Annotated[
        tuple[Allow, ...],
        Meta(
            description="Exceptions, each with its reason. One that is not needed any more is reported.",
            examples=[[{"from": "app.gateways", "to": "app.cam.ports", "reason": "implements the port"}]],
        ),
    ] = ()
    baseline: Annotated[
        RelativePath | None,
        Meta(description="The file with the findings accepted so far.", examples=["boundaries-baseline.yaml"]),
    ] = None
    sql: Annotated[Sql, Meta(description="How to read SQL.", examples=[{"dialect": "postgres"}])] = Sql()
    rules: Annotated[
        Mapping[str, Any],
        Meta(
            description="Severity of each rule: error, warning, info, hint or off; or a mapping with its options.",
            examples=[{"god-module-import": "warning"}],
        ),
    ] = {}
