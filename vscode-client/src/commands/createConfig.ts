/** A first `boundaries.yaml`, written from the code by the server. */

import * as vscode from "vscode";
import type { Context } from "./register";

export async function createConfig({ session }: Context, folder?: unknown): Promise<void> {
  const root = folder instanceof vscode.Uri ? folder : await chooseFolder();
  if (root === undefined) {
    return;
  }
  const file = vscode.Uri.joinPath(root, "boundaries.yaml");
  if (!(await exists(file))) {
    const draft = await session.execute("ringfence.configDraft", { uri: root.toString() });
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(draft.text));
  }
  await vscode.window.showTextDocument(file);
}

async function chooseFolder(): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) {
    throw new Error("Open the folder of your repository first: boundaries.yaml lies at its top.");
  }
  const folder = folders.length === 1 ? folders[0] : await vscode.window.showWorkspaceFolderPick();
  return folder?.uri;
}

async function exists(file: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(file);
    return true;
  } catch {
    return false;
  }
}
