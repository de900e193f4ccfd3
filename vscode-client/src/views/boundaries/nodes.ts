/** What the nodes of the Boundaries tree look like. */

import * as vscode from "vscode";
import type { FindingsOfModule, Severity } from "../../protocol";
import { countsInWords } from "../../status";
import { worstOf, type Entries, type Finding, type ModuleEntry } from "./order";

/** One node. `root` is the URI of the folder that `boundaries.yaml` lies in. */
export type Node =
  | { kind: "repository"; root: string; name: string; entries: Entries }
  | { kind: "module"; root: string; entry: ModuleEntry }
  | { kind: "finding"; root: string; finding: Finding; number: number }
  | { kind: "clean"; root: string; modules: FindingsOfModule[] }
  | { kind: "cleanModule"; root: string; module: FindingsOfModule };

const OPEN: Severity[] = ["error", "warning"];
const ICONS: Record<Severity, vscode.ThemeIcon> = {
  error: new vscode.ThemeIcon("error", new vscode.ThemeColor("problemsErrorIcon.foreground")),
  warning: new vscode.ThemeIcon("warning", new vscode.ThemeColor("problemsWarningIcon.foreground")),
  info: new vscode.ThemeIcon("info", new vscode.ThemeColor("problemsInfoIcon.foreground")),
  hint: new vscode.ThemeIcon("lightbulb", new vscode.ThemeColor("problemsInfoIcon.foreground")),
};

export function itemOf(node: Node): vscode.TreeItem {
  switch (node.kind) {
    case "repository":
      return repositoryItem(node);
    case "module":
      return moduleItem(node.root, node.entry);
    case "finding":
      return findingItem(node.root, node.finding, node.number);
    case "clean":
      return cleanItem(node.root, node.modules);
    case "cleanModule":
      return cleanModuleItem(node.root, node.module);
  }
}

export function childrenOf(node: Node): Node[] {
  const { root } = node;
  switch (node.kind) {
    case "repository":
      return nodesOf(root, node.entries);
    case "module": {
      // Two findings may stand at one place: what tells them apart is their number there.
      const seen = new Map<string, number>();
      return node.entry.findings.map((finding) => {
        const place = placeOf(finding);
        const number = seen.get(place) ?? 0;
        seen.set(place, number + 1);
        return { kind: "finding", root, finding, number };
      });
    }
    case "clean":
      return node.modules.map((module) => ({ kind: "cleanModule", root, module }));
    default:
      return [];
  }
}

/** The modules of a repository; those without findings are kept together at the end. */
export function nodesOf(root: string, { troubled, clean }: Entries): Node[] {
  const modules = troubled.map((entry): Node => ({ kind: "module", root, entry }));
  return troubled.length > 0 && clean.length > 0 ? [...modules, { kind: "clean", root, modules: clean }] : modules;
}

function repositoryItem({ root, name, entries }: Node & { kind: "repository" }): vscode.TreeItem {
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Expanded);
  item.id = root;
  item.iconPath = new vscode.ThemeIcon("repo");
  const { length } = entries.troubled;
  item.description = length === 0 ? "no findings" : `${length} ${length === 1 ? "module" : "modules"} with findings`;
  item.contextValue = "repository";
  return item;
}

function moduleItem(root: string, { module }: ModuleEntry): vscode.TreeItem {
  const { name, owner, counts, debt } = module;
  const worst = worstOf(counts);
  const hasFindings = worst !== undefined;
  const state = hasFindings ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None;
  const item = new vscode.TreeItem(name || "Outside of all modules", state);
  item.id = `${root} module ${name}`;
  item.iconPath = worst === undefined ? new vscode.ThemeIcon("history") : moduleIcon(worst);
  const said = [hasFindings ? countsInWords(counts) : "", debt > 0 ? `debt ${debt}` : "", owner ?? ""].filter(Boolean);
  item.description = said.join(" · ");
  item.tooltip = tooltipOf(name, owner, counts === undefined ? "" : countsInWords(counts), debt);
  item.contextValue = name === "" ? "noModule" : "module";
  return item;
}

/** The icon of the module, in the colour of its worst finding: the words beside it say the same. */
function moduleIcon(worst: Severity): vscode.ThemeIcon {
  return OPEN.includes(worst) ? new vscode.ThemeIcon("package", ICONS[worst].color) : new vscode.ThemeIcon("package");
}

function findingItem(root: string, finding: Finding, number: number): vscode.TreeItem {
  const { uri, rule, severity, message, range } = finding;
  const item = new vscode.TreeItem(message);
  const file = vscode.Uri.parse(uri);
  const place = `${file.path.split("/").at(-1)}:${range.start.line + 1}`;
  item.id = `${root} finding ${placeOf(finding)} ${number}`;
  item.iconPath = ICONS[severity];
  item.description = `${place} · ${rule}`;
  item.tooltip = `${message}\n\n${rule}, ${vscode.workspace.asRelativePath(file)}:${range.start.line + 1}`;
  item.accessibilityInformation = { label: `${severity}: ${message} ${rule}, ${place}` };
  item.contextValue = "finding";
  item.command = { command: "ringfence.openFinding", title: "Open", arguments: [finding] };
  return item;
}

function cleanItem(root: string, modules: FindingsOfModule[]): vscode.TreeItem {
  const count = `${modules.length} ${modules.length === 1 ? "module" : "modules"} without findings`;
  const item = new vscode.TreeItem(count, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = `${root} clean`;
  item.iconPath = new vscode.ThemeIcon("pass", new vscode.ThemeColor("testing.iconPassed"));
  item.contextValue = "clean";
  return item;
}

function cleanModuleItem(root: string, { name, owner }: FindingsOfModule): vscode.TreeItem {
  const item = new vscode.TreeItem(name);
  item.id = `${root} module ${name}`;
  item.iconPath = new vscode.ThemeIcon("package");
  item.description = owner ?? "";
  item.contextValue = "module";
  return item;
}

function tooltipOf(name: string, owner: string | null, findings: string, debt: number): string {
  const title = name === "" ? "Findings in files that belong to no module" : `Module ${name}`;
  const accepted = debt > 0 ? `debt: ${debt} accepted ${debt === 1 ? "finding" : "findings"}` : "";
  return [title, owner === null ? "" : `owner: ${owner}`, findings, accepted].filter(Boolean).join("\n");
}

function placeOf({ uri, rule, range: { start, end } }: Finding): string {
  return `${uri} ${start.line}:${start.character}-${end.line}:${end.character} ${rule}`;
}
