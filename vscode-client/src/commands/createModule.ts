/** A new module: its folders `api` and `internal`, declared in `boundaries.yaml`. The server writes the edit. */

import * as vscode from "vscode";
import { activeRepository, type Context } from "./register";

export async function createModule({ session }: Context, name?: unknown): Promise<void> {
  const chosen = typeof name === "string" ? name : await askName();
  const client = session.connection?.client;
  if (chosen === undefined) {
    return;
  }
  const { edit } = await session.execute("ringfence.moduleDraft", { ...activeRepository(), name: chosen });
  const written = await client?.protocol2CodeConverter.asWorkspaceEdit(edit);
  if (written === undefined || !(await vscode.workspace.applyEdit(written))) {
    throw new Error(`The module ${chosen} could not be created: one of its files has changed in the meantime.`);
  }
}

function askName(): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: "Create Module",
    prompt: "The name of the new module",
    placeHolder: "billing",
    validateInput: (value) =>
      /^[^\W\d]\w*(\.[^\W\d]\w*)*$/u.test(value.trim()) ? undefined : "A module's name is a Python name.",
  });
}
