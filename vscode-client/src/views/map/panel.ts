/** One module map: a page in an editor tab, about one repository. */

import * as vscode from "vscode";
import type { Findings, ModuleMap } from "../../protocol";
import type { Session } from "../../session";
import { openConfigAt } from "../config";
import { Follower } from "../follower";
import { openPlace } from "../places";
import { composeMap, moduleOf } from "./compose";
import { detailsOf, pathIn } from "./details";
import type { FromPage, ToPage } from "./messages";
import { pageOf } from "./page";

export const MAP_VIEW = "ringfence.moduleMap";

export class MapPanel {
  readonly #panel: vscode.WebviewPanel;
  readonly #session: Session;
  readonly #repository: string;
  readonly #follower: Follower;
  #known: { map: ModuleMap; findings: Findings } | undefined;
  #notice = "The code is being read...";
  #selected: string | undefined;
  #file: string | undefined;
  #isReady = false;

  /** @param repository the URI of any folder of it */
  constructor(panel: vscode.WebviewPanel, session: Session, extension: vscode.Uri, repository: string) {
    this.#panel = panel;
    this.#session = session;
    this.#repository = repository;
    const icon = (name: string) => vscode.Uri.joinPath(extension, "images", name);
    panel.iconPath = { light: icon("map-light.svg"), dark: icon("map-dark.svg") };
    panel.webview.options = { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(extension, "dist")] };
    this.#follower = new Follower(session, () => this.#read());
    const parts = [
      this.#follower,
      panel.webview.onDidReceiveMessage((message: FromPage) => this.#receive(message)),
      panel.onDidChangeViewState(() => this.#follow()),
    ];
    panel.onDidDispose(() => parts.forEach((part) => part.dispose()));
    panel.webview.html = pageOf(panel.webview, extension, repository);
    this.#follow();
  }

  /** The URI of the file that somebody works in: its module is marked. */
  set file(file: string | undefined) {
    this.#file = file;
    this.#sendActive();
  }

  /** Bring it to the front; with a module, show that one. */
  reveal(module: string | undefined): void {
    this.#selected = module ?? this.#selected;
    this.#panel.reveal();
    this.#sendSelected();
  }

  #follow(): void {
    // A page that is hidden is gone: it says that it is ready again when it comes back.
    this.#isReady &&= this.#panel.visible;
    this.#follower.isWatched = this.#panel.visible;
  }

  async #receive(message: FromPage): Promise<void> {
    switch (message.type) {
      case "ready":
        this.#isReady = true;
        return this.#sendAll();
      case "open":
        return openPlace(this.#session, message, vscode.ViewColumn.Beside);
      case "config":
        return this.#known && openConfigAt(this.#known.map.root, message.module, vscode.ViewColumn.Beside);
      case "explain":
        await vscode.commands.executeCommand("ringfence.explainRule", message.rule);
        return;
      case "details":
        if (this.#known !== undefined) {
          this.#send({ type: "details", ...(await detailsOf(this.#known.map, this.#known.findings, message.target)) });
        }
    }
  }

  async #read(): Promise<void> {
    const argument = { uri: this.#repository };
    try {
      const map = await this.#session.execute("ringfence.moduleMap", argument);
      const findings = await this.#session.execute("ringfence.findings", argument);
      this.#known = { map, findings };
      this.#notice = "";
    } catch (error) {
      this.#notice = error instanceof Error ? error.message : String(error);
    }
    this.#sendAll();
  }

  #sendAll(): void {
    if (this.#known !== undefined) {
      this.#send({ type: "map", map: composeMap(this.#known.map, this.#known.findings) });
    }
    this.#send({ type: "notice", text: this.#notice });
    this.#sendActive();
    this.#sendSelected();
  }

  #sendActive(): void {
    if (this.#known !== undefined && this.#file !== undefined) {
      const { root, modules } = this.#known.map;
      this.#send({ type: "active", module: moduleOf(pathIn(root, this.#file), modules) });
    }
  }

  #sendSelected(): void {
    if (this.#selected !== undefined && this.#known !== undefined && this.#isReady) {
      this.#send({ type: "select", module: this.#selected });
      this.#selected = undefined;
    }
  }

  #send(message: ToPage): void {
    if (this.#isReady) {
      void this.#panel.webview.postMessage(message);
    }
  }
}
