/** What a click on a code lens does: the places that it counts, in the list that VS Code has for references. */

import * as vscode from "vscode";
import type { References } from "../protocol";
import type { Context } from "./register";

export async function showReferences({ session }: Context, ...args: unknown[]): Promise<void> {
  const converter = session.connection?.client.protocol2CodeConverter;
  if (converter === undefined) {
    return;
  }
  const [uri, position, locations] = args as References;
  await vscode.commands.executeCommand(
    "editor.action.showReferences",
    converter.asUri(uri),
    converter.asPosition(position),
    locations.map((location) => converter.asLocation(location)),
  );
}
