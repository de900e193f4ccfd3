"""Rules and a full file to read, and what was read in a form that is easy to compare."""

from __future__ import annotations

from ringfence.adapters.config_file import LoadedConfig, parse_config
from ringfence.model.config import CONFIG_NAME, Config
from ringfence.model.diagnostic import Diagnostic
from ringfence.model.ranges import Range
from ringfence.model.rule import Option, Rule

RULES = {
    rule.id: rule
    for rule in (
        Rule("invalid-config", "Report what is wrong with the file."),
        Rule("private-import", "Report an import past the public interface."),
        Rule("god-module-import", "Report an import from a god module."),
        Rule("foreign-model-write", "Report a write to what another module owns."),
        Rule(
            "god-module",
            "Report a module that too many import.",
            options={
                "max_importers": Option(10, "How many modules may import it."),
                "share": Option(0.5, "Which share of all modules may import it."),
                "strict": Option(False, "Count tests too."),
                "mode": Option("count", "What counts.", choices=("count", "share")),
                "label": Option("god", "What it is called."),
                "skip": Option(("core",), "Modules that are left out."),
            },
        ),
    )
}

FULL = """\
version: 1
source_roots: ["."]
discover: ["aicmo.*"]
exclude: ["**/migrations/**"]
tests: ["tests/**", "**/test_*.py"]

defaults:
  public: [api]
  contract: [api/ports.py, api/dtos.py, api/events.py]
  may_import: [shared]

modules:
  cam:
    owner: "@growth-team"
    may_import: [learning, orchestration]
    must_not_import: [delivery]
    owns: {tables: ["cam_*"], models: ["aicmo.cam.db_models.*"]}
    session: aicmo.cam.internal.db
  production:
    paths: [aicmo.creatives, aicmo.creative]
  onboarding: {}
  operator_services: {paths: [aicmo.operator_services], kind: orchestration}
  core:   {kind: shared}
  domain:
    kind: god
    moved:
      ClientIntake: aicmo.onboarding.api.dtos.ClientIntake
      StrategyDoc:  aicmo.strategy.api.dtos.StrategyDoc
  backend: {paths: [backend], kind: legacy}

layers: []

sessions:
  factories: [aicmo.core.db.SessionLocal, aicmo.core.db.get_session]
harness:
  path: aicmo/shared/testing.py
  provides: [fixed_clock, in_memory_db, fake_providers]
contract_tests: "tests/contracts/test_{module}_contract.py"

allow:
  - {from: aicmo.gateways.adapters, to: aicmo.cam.ports, rule: private-import,
     reason: "it implements the port", until: 2027-06-30}

rules:
  foreign-model-write: error
  god-module-import: {severity: warning, error_from: 2027-03-01}
  god-module: {max_importers: 12}
baseline: boundaries-baseline.yaml
sql: {dialect: postgres}
"""
"""Every key once."""

HEAD = "version: 1\ndiscover: [shop.*]\n"
"""Two lines without a mistake, to put others below."""


def load(text: str | bytes) -> LoadedConfig:
    """What is read from a text."""
    data = text if isinstance(text, bytes) else text.encode()
    return parse_config(data, CONFIG_NAME, RULES)


def config_of(text: str) -> Config:
    """The config of a text that has no mistake."""
    loaded = load(text)
    assert loaded.diagnostics == ()
    assert loaded.config is not None
    return loaded.config


def covered(text: str, place: Range) -> str:
    """The text at a place, by lines as editors count them."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if place.line == place.end_line:
        return lines[place.line][place.column : place.end_column]
    first, *middle, last = lines[place.line : place.end_line + 1]
    return "\n".join([first[place.column :], *middle, last[: place.end_column]])


def said(text: str) -> list[tuple[str, str]]:
    """What each diagnostic stands on, and its message."""
    return [(covered(text, found.range), found.message) for found in load(text).diagnostics]


def only(text: str | bytes) -> Diagnostic:
    """The one diagnostic of a text."""
    (found,) = load(text).diagnostics
    return found
