/** A folder that is not trusted, until it is. */

import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { wish } from "../support/driver";
import { findings, open, pause, ready, servers, session, shows, until } from "../support/editor";

const PACKAGER = "shop/delivery/packager.py";

describe("Restricted Mode", () => {
  it("starts nothing, whatever the settings of the folder name", async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    await open(PACKAGER);
    const current = await session();
    assert.equal(current.state.kind, "untrusted");
    await vscode.workspace
      .getConfiguration("ringfence")
      .update("interpreter", ["./evil"], vscode.ConfigurationTarget.Workspace);
    await vscode.commands.executeCommand("ringfence.restart");
    await pause(1_500);
    assert.equal(current.state.kind, "untrusted");
    assert.deepEqual(servers(), []);
    assert.deepEqual(findings(PACKAGER), []);
    await vscode.workspace
      .getConfiguration("ringfence")
      .update("interpreter", undefined, vscode.ConfigurationTarget.Workspace);
  });

  it("starts the server as soon as the folder is trusted", async () => {
    wish("trust");
    await until("Trust", () => vscode.workspace.isTrusted);
    await ready();
    await shows(PACKAGER, "1:37 private-import");
    assert.equal(servers().length, 1);
  });
});
