"""What the user has set in the editor.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#workspace_configuration
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

SECTION = "ringfence"
"""The name under which a client keeps them."""
LEVELS = {"error": logging.ERROR, "warning": logging.WARNING, "info": logging.INFO, "debug": logging.DEBUG}
_CHOICES: Mapping[str, tuple[object, ...]] = {
    "diagnosticMode": ("workspace", "openFiles"),
    "codeLens": (False, True),
    "logLevel": tuple(LEVELS),
    "renameImports": ("auto", "on", "off"),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one workspace folder; the defaults are those of a client that says nothing."""

    only_open: bool = False
    """`diagnosticMode`: findings of open files alone, instead of every file."""
    code_lens: bool = False
    log_level: str = "warning"
    log_file: str = ""
    """A file name as the user wrote it; empty for none."""
    rename_imports: str = "auto"
    """Whether imports are rewritten when files are renamed; `auto`: unless the client is likely to do it already."""


class SettingsOfFolders:
    """The settings of each workspace folder, and those of a file in none."""

    def __init__(self) -> None:
        """Start with the defaults everywhere."""
        self.base = Settings()
        """What was said at the start: it holds where nothing else is said."""
        self._by_folder: dict[Path, Settings] = {}

    def of(self, folder: Path) -> Settings:
        """The settings for a folder: of the workspace folder around it, or else of the one that lies in it."""
        around = [each for each in self._by_folder if folder.is_relative_to(each)]
        inside = [each for each in self._by_folder if each.is_relative_to(folder)]
        if around:
            return self._by_folder[max(around, key=lambda each: len(each.parts))]
        return self._by_folder[inside[0]] if inside else self.base

    def read_base(self, said: object) -> list[str]:
        """Take the settings that were said at the start; returns what cannot be used, as sentences."""
        self.base, complaints = read_settings(said, Settings())
        return complaints

    def read(self, said: Mapping[Path, object]) -> list[str]:
        """Take the settings of each workspace folder; returns what cannot be used, as sentences."""
        read = {folder: read_settings(value, self.base) for folder, value in said.items()}
        self._by_folder = {folder: settings for folder, (settings, _) in read.items()}
        return list(dict.fromkeys(complaint for _, complaints in read.values() for complaint in complaints))

    def read_all(self, said: object) -> list[str]:
        """Take settings that hold everywhere; returns what cannot be used, as sentences."""
        self.base, complaints = read_settings(said, self.base)
        self._by_folder = {}
        return complaints


def read_settings(said: object, before: Settings) -> tuple[Settings, list[str]]:
    """The settings in a JSON object, and a sentence about each that cannot be used.

    What it does not mention, and what cannot be used, stays as `before`.
    """
    if said is None:
        return before, []
    if not isinstance(said, Mapping):
        return before, ["The settings of Ringfence are no object; they are left as they were."]
    values = {name: said[name] for name in (*_CHOICES, "logFile") if name in said}
    complaints = [complaint for name, value in values.items() if (complaint := _complaint(name, value))]
    for name in [name for name, value in values.items() if value is None or _complaint(name, value)]:
        del values[name]
    return _with(before, values), complaints


def _complaint(name: str, value: object) -> str:
    choices = _CHOICES.get(name)
    if value is None or (choices is None and isinstance(value, str)):
        return ""
    if choices is not None and any(value is each or (isinstance(value, str) and value == each) for each in choices):
        return ""
    wanted = "a file name" if choices is None else " or ".join(json.dumps(choice).strip('"') for choice in choices)
    return f"The setting `{SECTION}.{name}` must be {wanted}, not {value!r}; it is left as it was."


def _with(before: Settings, values: Mapping[str, object]) -> Settings:
    return replace(
        before,
        only_open=values["diagnosticMode"] == "openFiles" if "diagnosticMode" in values else before.only_open,
        code_lens=bool(values.get("codeLens", before.code_lens)),
        log_level=str(values.get("logLevel", before.log_level)),
        log_file=str(values.get("logFile", before.log_file)),
        rename_imports=str(values.get("renameImports", before.rename_imports)),
    )
