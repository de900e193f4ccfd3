/** The commands of the views, as their menus run them. */

import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeAll, open, ready, root, until } from "../support/editor";

const FINDING = {
  range: { start: { line: 0, character: 37 }, end: { line: 0, character: 42 } },
  rule: "private-import",
  severity: "error",
  message: "",
};

describe("The views", () => {
  const uri = () => vscode.Uri.file(root()).toString();
  const module = (name: string) => ({ kind: "cleanModule", root: uri(), module: { name } });
  const hasTab = (label: RegExp) =>
    until(`A tab ${label}`, () =>
      vscode.window.tabGroups.all.some(({ tabs }) => tabs.some((tab) => label.test(tab.label))),
    );
  before(ready);
  afterEach(closeAll);

  it("a finding is opened with all of it selected, and the cursor at its start", async () => {
    const file = vscode.Uri.file(`${root()}/shop/delivery/packager.py`).toString();
    await vscode.commands.executeCommand("ringfence.openFinding", { ...FINDING, uri: file });
    const { selection, document } = await until("An editor", () => vscode.window.activeTextEditor);
    assert.equal(document.uri.toString(), file);
    assert.deepEqual([selection.active.character, selection.anchor.character], [37, 42]);
  });

  it("a module is shown where it stands in boundaries.yaml", async () => {
    await vscode.commands.executeCommand("ringfence.openModuleConfig", module("delivery"));
    const editor = await until("An editor", () => vscode.window.activeTextEditor);
    assert.match(editor.document.uri.path, /\/boundaries\.yaml$/);
    assert.match(editor.document.lineAt(editor.selection.active.line).text, /delivery/);
    assert.ok(editor.selection.active.line > 0);
  });

  it("a module that is not named in boundaries.yaml is no reason not to open it", async () => {
    await vscode.commands.executeCommand("ringfence.openModuleConfig", module("nowhere"));
    const editor = await until("An editor", () => vscode.window.activeTextEditor);
    assert.match(editor.document.uri.path, /\/boundaries\.yaml$/);
  });

  it("the rule of a finding is explained", async () => {
    await vscode.commands.executeCommand("ringfence.explainFinding", {
      kind: "finding",
      root: uri(),
      finding: FINDING,
    });
    await hasTab(/private-import/);
  });

  it("one map is enough, from wherever it is asked for", async () => {
    await open("shop/delivery/packager.py");
    await vscode.commands.executeCommand("ringfence.showModuleMap");
    await hasTab(/Module Map/);
    await vscode.commands.executeCommand("ringfence.showInModuleMap", module("delivery"));
    await vscode.commands.executeCommand("ringfence.showModuleMap");
    const maps = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ label }) => label === "Module Map");
    assert.equal(maps.length, 1);
  });
});
