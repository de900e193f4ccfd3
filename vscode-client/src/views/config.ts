/** Where a module stands in `boundaries.yaml`. */

import * as vscode from "vscode";

/** Open `boundaries.yaml` in a folder, at a module when it is named there, else at its top. */
export async function openConfigAt(root: string, module: string, column = vscode.ViewColumn.Active): Promise<void> {
  const file = vscode.Uri.joinPath(vscode.Uri.parse(root), "boundaries.yaml");
  const editor = await vscode.window.showTextDocument(file, { viewColumn: column });
  const range = module === "" ? undefined : await rangeOf(file, module);
  if (range !== undefined) {
    editor.selection = new vscode.Selection(range.start, range.start);
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }
}

async function rangeOf(file: vscode.Uri, module: string): Promise<vscode.Range | undefined> {
  const command = "vscode.executeDocumentSymbolProvider";
  const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(command, file);
  const modules = (symbols ?? []).filter(({ name }) => name === "modules").flatMap(({ children }) => children);
  return modules.find(({ name }) => name === module)?.selectionRange;
}
