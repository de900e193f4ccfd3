/** The views: the Boundaries tree and the module map, and their commands. */

import * as vscode from "vscode";
import { registerCommands, type Command, type Context } from "../commands/register";
import { BoundariesTree } from "./boundaries/tree";
import type { Node } from "./boundaries/nodes";
import type { Finding } from "./boundaries/order";
import { openConfigAt } from "./config";
import { MAP_VIEW } from "./map/panel";
import { MapPanels } from "./map/panels";
import { openPlace } from "./places";

export function registerViews(context: Context): vscode.Disposable {
  const tree = new BoundariesTree(context.session, context.log);
  const maps = new MapPanels(context.session, context.extension.extensionUri);
  const commands: Record<string, Command> = {
    "ringfence.refreshBoundaries": () => tree.refresh(),
    "ringfence.openFinding": (_, finding) => openPlace(context.session, finding as Finding, vscode.ViewColumn.Active),
    "ringfence.explainFinding": (_, node) => {
      const { finding } = node as Node & { kind: "finding" };
      return vscode.commands.executeCommand("ringfence.explainRule", finding.rule);
    },
    "ringfence.openModuleConfig": (_, node) => openConfigAt((node as Node).root, nameOf(node as Node)),
    "ringfence.showModuleMap": async () => {
      const folder = await chooseFolder();
      if (folder === undefined) {
        throw new Error("Open the folder of your repository first: the map shows the modules of boundaries.yaml.");
      }
      maps.show(folder.uri.toString());
    },
    "ringfence.showInModuleMap": (_, node) => maps.show((node as Node).root, nameOf(node as Node)),
  };
  const serializer = vscode.window.registerWebviewPanelSerializer(MAP_VIEW, maps);
  return vscode.Disposable.from(tree, maps, serializer, registerCommands(context, commands));
}

/** The folder of the file in front, else the only one, else the one that the user chooses. */
async function chooseFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const active = vscode.window.activeTextEditor?.document.uri;
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === "file");
  const around = active && vscode.workspace.getWorkspaceFolder(active);
  return around ?? (folders.length > 1 ? vscode.window.showWorkspaceFolderPick() : folders[0]);
}

function nameOf(node: Node): string {
  switch (node.kind) {
    case "module":
      return node.entry.module.name;
    case "cleanModule":
      return node.module.name;
    default:
      return "";
  }
}
