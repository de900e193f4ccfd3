/** The settings: those that say what is started, and those that the server is told. */

import { homedir } from "node:os";
import * as path from "node:path";
import * as vscode from "vscode";

export type ImportStrategy = "fromEnvironment" | "useBundled";

/** What decides which server is started. A change of it may start another one. */
export interface LaunchSettings {
  path: string[];
  interpreter: string[];
  importStrategy: ImportStrategy;
}

export const LAUNCH_SETTINGS = ["ringfence.path", "ringfence.interpreter", "ringfence.importStrategy"];

/** The settings that hold for a workspace folder, with whole paths. */
export function readLaunchSettings(folder: vscode.WorkspaceFolder | undefined): LaunchSettings {
  const settings = vscode.workspace.getConfiguration("ringfence", folder?.uri);
  return {
    path: readPaths(settings.get("path"), folder),
    interpreter: readPaths(settings.get("interpreter"), folder),
    importStrategy: settings.get("importStrategy") === "useBundled" ? "useBundled" : "fromEnvironment",
  };
}

/** What the server is told when it starts; later it asks for the settings of each folder by itself. */
export function readServerSettings(folder: vscode.WorkspaceFolder | undefined): Record<string, unknown> {
  const settings = vscode.workspace.getConfiguration("ringfence", folder?.uri);
  const names = ["diagnosticMode", "codeLens", "logLevel", "logFile", "renameImports"];
  return Object.fromEntries(names.map((name) => [name, settings.get(name)]));
}

/** Paths as the operating system knows them. A bare name is left as it is: it is looked for on `PATH`. */
function readPaths(value: unknown, folder: vscode.WorkspaceFolder | undefined): string[] {
  const texts = (Array.isArray(value) ? value : [value]).filter((each) => typeof each === "string" && each.trim());
  return texts.map((text: string) => {
    const filled = fillIn(text.trim(), folder);
    const isName = !filled.includes("/") && !filled.includes(path.sep);
    return isName || path.isAbsolute(filled) ? filled : path.resolve(folder?.uri.fsPath ?? homedir(), filled);
  });
}

function fillIn(text: string, folder: vscode.WorkspaceFolder | undefined): string {
  const home = homedir();
  return text
    .replace(/^~(?=$|[\\/])/, home)
    .replaceAll("${userHome}", home)
    .replace(/\$\{workspaceFolder\}|\$\{workspaceFolder:([^}]+)\}/g, (whole, name?: string) => {
      const named = vscode.workspace.workspaceFolders?.find((each) => each.name === name);
      return (named ?? folder)?.uri.fsPath ?? whole;
    })
    .replace(/\$\{env:([^}]+)\}/g, (_, name: string) => process.env[name] ?? "");
}
