/** The Boundaries tree: it follows the server while it is looked at, and asks for nothing while it is not. */

import * as vscode from "vscode";
import type { Findings } from "../../protocol";
import type { Session } from "../../session";
import { childrenOf, itemOf, nodesOf, type Node } from "./nodes";
import { entriesOf } from "./order";
import { Follower } from "../follower";

export const VIEW = "ringfence.boundaries";
/** A context key for the words that an empty tree shows. */
const STATE = "ringfence.boundariesState";

export class BoundariesTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #session: Session;
  readonly #log: vscode.LogOutputChannel;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<Node>;
  readonly #follower: Follower;
  #roots: Node[] = [];

  constructor(session: Session, log: vscode.LogOutputChannel) {
    this.#session = session;
    this.#log = log;
    this.#view = vscode.window.createTreeView(VIEW, { treeDataProvider: this, showCollapseAll: true });
    this.#follower = new Follower(session, () => this.#read());
    this.#follower.isWatched = this.#view.visible;
    this.#view.onDidChangeVisibility(({ visible }) => (this.#follower.isWatched = visible));
    session.onDidChange(() => this.#showState());
    this.#showState();
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return itemOf(node);
  }

  getChildren(node?: Node): Node[] {
    return node === undefined ? this.#roots : childrenOf(node);
  }

  /** Ask the server again. */
  refresh(): void {
    this.#follower.refresh();
  }

  dispose(): void {
    this.#follower.dispose();
    this.#view.dispose();
    this.#changed.dispose();
  }

  async #read(): Promise<void> {
    const answers = this.#session.connection === undefined ? [] : await this.#ask();
    this.#roots =
      answers.length > 1
        ? answers.map((found) => ({ kind: "repository", ...about(found), entries: entriesOf(found) }))
        : answers.flatMap((found) => nodesOf(found.root, entriesOf(found)));
    this.#changed.fire(undefined);
  }

  /** The findings of every repository of the window. A folder that is in none has no findings. */
  async #ask(): Promise<Findings[]> {
    const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === "file");
    const asked = folders.map(({ uri }) => this.#session.execute("ringfence.findings", { uri: uri.toString() }));
    const answers = await Promise.allSettled(asked);
    const found = new Map<string, Findings>();
    for (const answer of answers) {
      if (answer.status === "fulfilled") {
        found.set(answer.value.root, answer.value);
      } else {
        this.#log.debug(`Boundaries: ${String(answer.reason)}`);
      }
    }
    return [...found.values()];
  }

  #showState(): void {
    const { state } = this.#session;
    const status = state.kind === "running" ? state.status : undefined;
    const errors = status?.findings.error ?? 0;
    const tooltip = `${errors} ${errors === 1 ? "error" : "errors"}`;
    this.#view.badge = errors > 0 ? { value: errors, tooltip } : undefined;
    const shown = state.kind === "running" ? (status?.state ?? "indexing") : state.kind;
    void vscode.commands.executeCommand("setContext", STATE, shown);
  }
}

function about({ root }: Findings): { root: string; name: string } {
  const uri = vscode.Uri.parse(root);
  const folder = vscode.workspace.workspaceFolders?.find((each) => each.uri.fsPath === uri.fsPath);
  return { root, name: folder?.name ?? uri.path.split("/").findLast(Boolean) ?? root };
}
