/** The commands, as the palette runs them. */

import * as assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync } from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";
import { closeAll, open, ready, root, shows, status, until } from "../support/editor";

describe("Commands", () => {
  before(ready);
  afterEach(closeAll);

  it("every command of the palette is there", async () => {
    const packaged = vscode.extensions.getExtension("ringfence.ringfence")?.packageJSON as Package;
    const offered = packaged.contributes.commands.map(({ command }) => command);
    const registered = await vscode.commands.getCommands(true);
    assert.deepEqual(
      offered.filter((command) => !registered.includes(command)),
      [],
    );
  });

  it("the debug information names the server, why it was taken, and what it has found", async () => {
    await vscode.commands.executeCommand("ringfence.showDebugInformation");
    const shown = vscode.window.activeTextEditor?.document.getText() ?? "";
    assert.match(shown, /^Extension:\n {2}extension 0\.1\.0\n/);
    assert.match(shown, /server 0\.1\.0: .*-m ringfence \(set in ringfence\.interpreter\)/);
    assert.match(shown, /^Versions:\n {2}ringfence 0\.1\.0$/m);
  });

  it("a rule is explained on a page of its own", async () => {
    await vscode.commands.executeCommand("ringfence.explainRule", "private-import");
    await until("A page", () =>
      vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => /private-import/.test(label))),
    );
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse("ringfence-rule:/private-import.md"));
    assert.match(document.getText(), /Why is this bad/);
  });

  it("the finding at the cursor says which rule is meant", async () => {
    const document = await open("shop/delivery/packager.py");
    await shows(document, "1:37 private-import");
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(0, 38, 0, 38);
    await vscode.commands.executeCommand("ringfence.explainRule");
    await until("A page", () =>
      vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => /private-import/.test(label))),
    );
  });

  it("a module is created with its contract and its inside", async () => {
    await open("shop/delivery/packager.py");
    await vscode.commands.executeCommand("ringfence.createModule", "billing");
    const module = path.join(root(), "shop/billing");
    await until("Its folders", () => ["api", "internal"].every((name) => existsSync(path.join(module, name))));
  });

  it("a name that cannot be a module's is refused with a sentence", async () => {
    await vscode.commands.executeCommand("ringfence.createModule", "not a name");
    assert.equal(existsSync(path.join(root(), "shop/not a name")), false);
  });

  it("a first boundaries.yaml is written from the code", async () => {
    const file = path.join(root(), "boundaries.yaml");
    const before = readFileSync(file, "utf8");
    rmSync(file);
    await status("off");
    await vscode.commands.executeCommand("ringfence.createConfig");
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, file);
    const written = readFileSync(file, "utf8");
    assert.match(written, /^version: 1$/m);
    assert.notEqual(written, before);
    await status("ready");
  });

  it("what is there already is not written over", async () => {
    const file = path.join(root(), "boundaries.yaml");
    const before = readFileSync(file, "utf8");
    await vscode.commands.executeCommand("ringfence.createConfig");
    assert.equal(readFileSync(file, "utf8"), before);
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, file);
  });

  it("the log can be looked at", async () => {
    await vscode.commands.executeCommand("ringfence.showLogs");
  });
});

interface Package {
  contributes: { commands: { command: string }[] };
}
