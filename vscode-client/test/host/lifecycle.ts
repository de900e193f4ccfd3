/** Start, restart, crash, and everything that can be wrong with an interpreter. */

import * as assert from "node:assert/strict";
import { chmodSync, existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import * as vscode from "vscode";
import { commandOf, open, pause, ready, servers, session, set, shows, stuck, until } from "../support/editor";
import type { Launch } from "../../src/launch/choose";

const PYTHON = process.env["RINGFENCE_PYTHON"] ?? "";
const BARE = process.env["RINGFENCE_BARE_PYTHON"] ?? "";
const PACKAGER = "shop/delivery/packager.py";
const FINDING = "1:37 private-import";

describe("The life of the server", () => {
  before(async () => {
    await open(PACKAGER);
  });

  it("without a Ringfence anywhere there is one thing to do, and nothing is started", async () => {
    assert.match(await stuck(), /^Ringfence is not installed .*let the extension install its own\.$/);
    assert.deepEqual(servers(), []);
  });

  it("an interpreter that is set later is taken up", async () => {
    await set("interpreter", [PYTHON]);
    await shows(PACKAGER, FINDING);
    assert.equal((await launch()).why, "set in ringfence.interpreter");
  });

  it("a restart ends the old process, starts one new, and brings the findings back", async () => {
    const before = servers();
    await vscode.commands.executeCommand("ringfence.restart");
    await ready();
    await until("One new server", () => servers().length === 1 && servers()[0] !== before[0]);
    await shows(PACKAGER, FINDING);
  });

  it("many restarts at once are one", async () => {
    await Promise.all(Array.from({ length: 5 }, () => vscode.commands.executeCommand("ringfence.restart")));
    await ready();
    await until("One server", () => servers().length === 1);
    await shows(PACKAGER, FINDING);
  });

  it("a server that dies is started again", async () => {
    const [before] = servers();
    process.kill(before ?? 0, "SIGKILL");
    await until("Another server", () => servers().length === 1 && servers()[0] !== before);
    await ready();
    await shows(PACKAGER, FINDING);
  });

  it("an interpreter that is not there is said, with the setting that names it", async () => {
    await set("interpreter", ["/nowhere/python"]);
    await until("The message", async () => /interpreter.*\/nowhere\/python was not found/.test(await stuck()));
    await until("No server", () => servers().length === 0);
    await shows(PACKAGER);
  });

  it("an interpreter that fails is said with its reason", async () => {
    await set("interpreter", [script("echo 'no licence' >&2; exit 3")]);
    await until("The message", async () => /failed: no licence/.test(await stuck()));
  });

  it("an interpreter that hangs is given up, and nothing of it stays", async () => {
    const hanging = script("sleep 600 & wait");
    await set("interpreter", [hanging]);
    await until("The message", async () => (await stuck()).includes(`${hanging} did not answer`));
  });

  it("something else than Ringfence is not started", async () => {
    await set("interpreter", undefined);
    await set("path", [script("echo git version 2")]);
    await until("The message", async () => /ringfence\.path.* is not Ringfence/.test(await stuck()));
  });

  it("a server that always dies is tried a few times, and then no more", async () => {
    const dying = script('if [ "$1" = --version ]; then echo ringfence 0.1.0; else echo x >> "$0.starts"; exit 1; fi');
    await set("path", [dying]);
    await until("The end of all tries", async () => /has ended 4 times in a row/.test(await stuck()));
    const starts = () =>
      vscode.workspace.fs.readFile(vscode.Uri.file(`${dying}.starts`)).then((data) => data.length / 2);
    assert.equal(await starts(), 4);
    await pause(1_500);
    assert.equal(await starts(), 4);
  });

  it("an executable that is set comes before every interpreter", async () => {
    const ringfence = script(`exec "${PYTHON}" -m ringfence "$@"`);
    await set("path", [ringfence]);
    await until("That executable", async () => (await launch()).command === ringfence);
    assert.match(commandOf(servers()[0] ?? 0), / server$/);
    await set("path", undefined);
  });

  it("the extension's own server is installed when it is asked for, and is used from then on", async () => {
    await set("interpreter", [BARE]);
    await until("The message", async () =>
      (await stuck()).startsWith(`Ringfence is not installed in the environment of ${BARE}`),
    );
    await set("importStrategy", "useBundled");
    await until("The message", async () =>
      (await stuck()).startsWith("The extension's own server is not installed yet."),
    );
    await set("importStrategy", undefined);
    await until("The message", async () => (await stuck()).startsWith("Ringfence is not installed"));
    await vscode.commands.executeCommand("ringfence.installServer");
    assert.equal((await launch()).why, "the extension's own environment");
    await shows(PACKAGER, FINDING);
    await set("importStrategy", "useBundled");
    await set("interpreter", [PYTHON]);
    await pause(1_000);
    await ready();
    assert.equal((await launch()).why, "the extension's own environment");
  });

  it("the editor can be closed while an interpreter hangs", async () => {
    await set("importStrategy", undefined);
    const hanging = script('echo $$ > "$0.pid"; sleep 600 & wait');
    await set("interpreter", [hanging]);
    // What is left of it afterwards is found by the one who has opened the editor.
    await until("A hanging interpreter", () => existsSync(`${hanging}.pid`));
  });
});

async function launch(): Promise<Launch> {
  const current = await session();
  return until("A server", () => current.state.kind === "running" && current.state.launch);
}

/** An executable that does what a line of shell says. */
function script(line: string): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "script-")), "python");
  writeFileSync(file, `#!/bin/sh\n${line}\n`);
  chmodSync(file, 0o755);
  return file;
}
