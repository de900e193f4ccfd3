"""Small extensions that stand in for those that know which interpreter is selected, and for the one for YAML.

The real ones come from a marketplace and look for interpreters all over the machine. These offer the same functions
and events, and a command by which a test selects.
"""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

_PYTHON = """\
const vscode = require("vscode");
exports.activate = () => {
  const changed = new vscode.EventEmitter();
  let selected = %s;
  vscode.commands.registerCommand("standin.python.select", (python) => {
    selected = python;
    changed.fire({ id: python, path: python, resource: undefined });
  });
  const resolve = async ({ path }) => ({ id: path, path, executable: { uri: vscode.Uri.file(path) } });
  return {
    ready: Promise.resolve(),
    environments: {
      onDidChangeActiveEnvironmentPath: changed.event,
      getActiveEnvironmentPath: () => ({ id: selected, path: selected }),
      resolveEnvironment: resolve,
    },
  };
};
"""
_ENVIRONMENTS = """\
const vscode = require("vscode");
exports.activate = () => {
  const changed = new vscode.EventEmitter();
  let selected;
  vscode.commands.registerCommand("standin.environments.select", (python) => {
    selected = python && { envId: { id: python }, execInfo: { run: { executable: python } } };
    changed.fire({ uri: undefined, old: undefined, new: selected });
  });
  return { onDidChangeEnvironment: changed.event, getEnvironment: async () => selected };
};
"""
_MANIFEST = """\
<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
  <Metadata>
    <Identity Language="en-US" Id="%(name)s" Version="%(version)s" Publisher="%(publisher)s" />
    <DisplayName>%(name)s</DisplayName>
  </Metadata>
  <Installation><InstallationTarget Id="Microsoft.VisualStudio.Code" /></Installation>
  <Assets><Asset Type="Microsoft.VisualStudio.Code.Manifest" Path="extension/package.json" /></Assets>
</PackageManifest>
"""


def write_python_extension(folder: Path, selected: str) -> Path:
    """Pack `ms-python.python`, in which an interpreter is selected. Returns the vsix in `folder`."""
    return _pack(folder, "python", _PYTHON % json.dumps(selected))


def write_environments_extension(folder: Path) -> Path:
    """Pack `ms-python.vscode-python-envs`, in which none is selected. Returns the vsix in `folder`."""
    return _pack(folder, "vscode-python-envs", _ENVIRONMENTS)


def write_yaml_extension(folder: Path) -> Path:
    """Pack `redhat.vscode-yaml`, which does nothing here. Returns the vsix in `folder`."""
    return _pack(folder, "vscode-yaml", "exports.activate = () => undefined;\n", publisher="redhat")


def _pack(folder: Path, name: str, code: str, publisher: str = "ms-python") -> Path:
    about = {"name": name, "publisher": publisher, "version": "2099.0.0"}
    packaged = about | {"engines": {"vscode": "^1.91.0"}, "main": "./extension.js", "activationEvents": []}
    packed = folder / f"{name}.vsix"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("extension.vsixmanifest", _MANIFEST % about)
        archive.writestr("extension/package.json", json.dumps(packaged))
        archive.writestr("extension/extension.js", code)
    return packed
