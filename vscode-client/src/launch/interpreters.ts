/** Which Python interpreters there are, best first, and who knows of them. */

import { existsSync } from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";
import type { LaunchSettings } from "../settings";
import { ENVIRONMENTS_EXTENSION, PYTHON_EXTENSION, type InterpreterSource } from "./pythonExtensions";

export interface Interpreter {
  path: string;
  /** Who named it, for the log: "... (selected in the Python extension)". */
  origin: string;
}

export const ON_PATH = "on PATH";

/** The interpreters to try for a workspace folder. When the setting names some, there are no others. */
export async function findInterpreters(
  settings: LaunchSettings,
  folder: vscode.WorkspaceFolder | undefined,
  sources: readonly InterpreterSource[],
): Promise<Interpreter[]> {
  if (settings.interpreter.length > 0) {
    return settings.interpreter.map((each) => ({ path: each, origin: "set in ringfence.interpreter" }));
  }
  const selected: Interpreter[] = [];
  for (const source of sources) {
    const found = await source.selected(folder?.uri);
    if (found !== undefined) {
      selected.push({ path: found, origin: `selected in the extension ${source.name}` });
    }
  }
  return withoutRepetition([...selected, ...virtualEnvironments(), ...onPath()]);
}

/** The command by which the user selects an interpreter; undefined when no extension has one. */
export function commandToSelect(): string | undefined {
  const commands = [
    [PYTHON_EXTENSION, "python.setInterpreter"],
    [ENVIRONMENTS_EXTENSION, "python-envs.set"],
  ] as const;
  return commands.find(([extension]) => vscode.extensions.getExtension(extension) !== undefined)?.[1];
}

function virtualEnvironments(): Interpreter[] {
  const executable = process.platform === "win32" ? ["Scripts", "python.exe"] : ["bin", "python"];
  return (vscode.workspace.workspaceFolders ?? [])
    .filter((folder) => folder.uri.scheme === "file")
    .map((folder) => path.join(folder.uri.fsPath, ".venv", ...executable))
    .filter((python) => existsSync(python))
    .map((python) => ({ path: python, origin: "the .venv of the workspace folder" }));
}

function onPath(): Interpreter[] {
  const names = process.platform === "win32" ? ["python", "py"] : ["python3", "python"];
  return names.map((name) => ({ path: name, origin: ON_PATH }));
}

function withoutRepetition(interpreters: Interpreter[]): Interpreter[] {
  const seen = new Set<string>();
  return interpreters.filter((each) => !seen.has(each.path) && seen.add(each.path));
}
