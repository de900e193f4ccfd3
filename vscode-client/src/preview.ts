/**
 * Edits that VS Code shows before it makes them.
 *
 * The server marks every change of an edit over several files as one to be confirmed. VS Code then opens its preview
 * with all boxes empty, and "Apply" does nothing until each was ticked. So the mark is moved to a change that does
 * nothing: the preview opens all the same, with every box ticked but that one's.
 */

import type { CodeAction, Command, WorkspaceEdit } from "vscode-languageserver-protocol";

const MARK = "ringfence.preview";

/** What the light bulb was answered, so that previews open with everything ticked. */
export function withTickedPreviews(actions: (Command | CodeAction)[]): (Command | CodeAction)[] {
  return actions.map((action) => {
    const edit = "edit" in action ? action.edit : undefined;
    return edit !== undefined && isToBeConfirmed(edit) ? { ...action, edit: withMark(edit) } : action;
  });
}

function isToBeConfirmed(edit: WorkspaceEdit): boolean {
  return Object.values(edit.changeAnnotations ?? {}).some((annotation) => annotation.needsConfirmation);
}

function withMark(edit: WorkspaceEdit): WorkspaceEdit {
  const start = { line: 0, character: 0 };
  const nothing = { range: { start, end: start }, newText: "", annotationId: MARK };
  const changes = edit.documentChanges ?? [];
  const first = changes.find((change) => "edits" in change);
  const ticked = Object.entries(edit.changeAnnotations ?? {}).map(([id, each]) => [
    id,
    { ...each, needsConfirmation: false },
  ]);
  return {
    documentChanges: changes.map((change) =>
      "edits" in change && change === first ? { ...change, edits: [...change.edits, nothing] } : change,
    ),
    changeAnnotations: {
      ...Object.fromEntries(ticked),
      [MARK]: { label: "Look through the changes, then apply them", needsConfirmation: true },
    },
  };
}
