/** Two folders in one window, each with boundaries of its own. */

import * as assert from "node:assert/strict";
import * as path from "node:path";
import * as vscode from "vscode";
import { open, ready, replace, servers, set, shows, until } from "../support/editor";

const PACKAGER = "shop/delivery/packager.py";
const FINDING = "1:37 private-import";

describe("Two folders", () => {
  const file = (folder: number) => path.join(vscode.workspace.workspaceFolders?.[folder]?.uri.fsPath ?? "", PACKAGER);
  before(ready);

  it("one server shows the findings of both", async () => {
    await shows(file(0), FINDING);
    await shows(file(1), FINDING);
    assert.equal(servers().length, 1);
  });

  it("findings of closed files go and come with the mode", async () => {
    await set("diagnosticMode", "openFiles");
    await shows(file(0));
    await shows(file(1));
    await set("diagnosticMode", undefined);
    await shows(file(0), FINDING);
    await shows(file(1), FINDING);
  });

  it("the boundaries of one say nothing about the other", async () => {
    const config = await open(path.join(path.dirname(file(1)), "../../boundaries.yaml"));
    await replace(config, config.getText().replace("may_import: [cam, onboarding]", "must_not_import: [cam]"));
    await shows(file(1), "1:37 forbidden-import");
    await shows(file(0), FINDING);
  });

  it("a folder that is taken away takes its findings along", async () => {
    const gone = file(1);
    vscode.workspace.updateWorkspaceFolders(1, 1);
    await until("One folder", () => vscode.workspace.workspaceFolders?.length === 1);
    await shows(gone);
    await shows(file(0), FINDING);
  });
});
