/** The module maps of a window: one for each repository that somebody wants to look at. */

import * as vscode from "vscode";
import type { Session } from "../../session";
import { MAP_VIEW, MapPanel } from "./panel";

/** What a page has kept, as far as it matters here. */
interface Kept {
  repository?: unknown;
}

export class MapPanels implements vscode.WebviewPanelSerializer<Kept>, vscode.Disposable {
  readonly #session: Session;
  readonly #extension: vscode.Uri;
  readonly #subscription: vscode.Disposable;
  readonly #panels = new Map<string, MapPanel>();
  /** The file that was in front last: a map that is in front itself has taken its place. */
  #file = fileOf(vscode.window.activeTextEditor);

  constructor(session: Session, extension: vscode.Uri) {
    this.#session = session;
    this.#extension = extension;
    this.#subscription = vscode.window.onDidChangeActiveTextEditor((editor) => {
      this.#file = fileOf(editor) ?? this.#file;
      this.#panels.forEach((panel) => (panel.file = this.#file));
    });
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  /** Show the map of the repository that a folder lies in, and a module of it when one is named. */
  show(repository: string, module?: string): void {
    const open = this.#panels.get(repository);
    if (open !== undefined) {
      open.reveal(module);
      return;
    }
    const panel = vscode.window.createWebviewPanel(MAP_VIEW, titleOf(repository), vscode.ViewColumn.Active);
    this.#add(panel, repository).reveal(module);
  }

  /** A window that is opened again has its maps again. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, kept: Kept | undefined): Promise<void> {
    if (typeof kept?.repository === "string") {
      this.#add(panel, kept.repository);
    } else {
      panel.dispose();
    }
  }

  #add(panel: vscode.WebviewPanel, repository: string): MapPanel {
    const added = new MapPanel(panel, this.#session, this.#extension, repository);
    added.file = this.#file;
    this.#panels.set(repository, added);
    panel.onDidDispose(() => this.#panels.delete(repository));
    return added;
  }
}

function titleOf(repository: string): string {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const name = vscode.Uri.parse(repository).path.split("/").findLast(Boolean) ?? "";
  return folders.length > 1 ? `Module Map: ${name}` : "Module Map";
}

function fileOf(editor: vscode.TextEditor | undefined): string | undefined {
  const uri = editor?.document.uri;
  return uri?.scheme === "file" ? uri.toString() : undefined;
}
