/** Places in files, as the server names them. */

import * as vscode from "vscode";
import type { Range } from "vscode-languageserver-protocol";
import type { Session } from "../session";

export interface Place {
  uri: string;
  range: Range;
}

/** Show a place in an editor, with the cursor at its start. */
export async function openPlace(session: Session, place: Place, viewColumn: vscode.ViewColumn): Promise<void> {
  const converter = session.connection?.client.protocol2CodeConverter;
  if (converter !== undefined) {
    const { start, end } = converter.asRange(place.range);
    // From its end to its start: the cursor stands at the start, and all of it is selected.
    const editor = await vscode.window.showTextDocument(converter.asUri(place.uri), { viewColumn, preview: true });
    editor.selection = new vscode.Selection(end, start);
    editor.revealRange(new vscode.Range(start, end), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }
}
