/** All safe fixes of the file in front: the same as `source.fixAll.ringfence` on save. */

import * as vscode from "vscode";
import { FIX_ALL } from "../protocol";
import type { Context } from "./register";

export async function fixAll(_: Context): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document === undefined) {
    throw new Error("Open the file that is to be fixed first.");
  }
  const everything = new vscode.Range(0, 0, document.lineCount, 0);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    everything,
    FIX_ALL,
    1,
  );
  const edit = actions.find((action) => action.kind?.value === FIX_ALL)?.edit;
  if (edit === undefined) {
    void vscode.window.setStatusBarMessage("Ringfence: nothing in this file can be fixed by itself.", 5_000);
  } else if (!(await vscode.workspace.applyEdit(edit))) {
    throw new Error("The file has changed in the meantime. Try again.");
  }
}
