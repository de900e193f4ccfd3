/** The interpreter that another extension has selected, played by a small extension of the same name. */

import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { commandOf, offeredIn, open, pause, ready, servers, session, shows, stuck, until } from "../support/editor";

const FIRST = process.env["RINGFENCE_PYTHON"] ?? "";
const SECOND = process.env["RINGFENCE_OTHER_PYTHON"] ?? "";
const PACKAGER = "shop/delivery/packager.py";

describe("The selected interpreter", () => {
  const select = (extension: string, python: string | undefined) =>
    vscode.commands.executeCommand(`standin.${extension}.select`, python);

  before(async () => {
    await open(PACKAGER);
  });

  it("of the Python extension is taken when the environments extension knows none", async () => {
    await startedWith(FIRST, "selected in the extension ms-python.python");
  });

  it("is followed when it changes, by one clean restart", async () => {
    const [before] = servers();
    await select("python", SECOND);
    await startedWith(SECOND, "selected in the extension ms-python.python");
    await until("One server", () => servers().length === 1 && servers()[0] !== before);
    await shows(PACKAGER, "1:37 private-import");
  });

  it("is no reason to restart when it is told again", async () => {
    const before = servers();
    await select("python", SECOND);
    await select("python", SECOND);
    await pause(1_500);
    assert.deepEqual(servers(), before);
  });

  it("of the environments extension comes first", async () => {
    await select("environments", FIRST);
    await startedWith(FIRST, "selected in the extension ms-python.vscode-python-envs");
  });

  it("that changes many times in a row leads to the last one", async () => {
    for (const python of [SECOND, FIRST, SECOND, FIRST, SECOND]) {
      await select("environments", python);
    }
    await startedWith(SECOND, "selected in the extension ms-python.vscode-python-envs");
    await until("One server", () => servers().length === 1);
  });

  it("that is gone is said, with the one thing to do", async () => {
    await select("environments", "/nowhere/python");
    const where = "selected in the extension ms-python.vscode-python-envs";
    await select("python", "/nowhere/python");
    await until(
      "The message",
      async () => (await stuck()) === `The interpreter /nowhere/python (${where}) was not found. Select another one.`,
    );
    await until("No server", () => servers().length === 0);
    await select("environments", FIRST);
    await startedWith(FIRST, where);
    await ready();
  });

  it("does not matter to boundaries.yaml, where the extension for YAML completes the keys and the server the names", async () => {
    assert.equal((await offeredIn("boundaries.yaml", "la", "")).includes("layers"), false);
    assert.ok((await offeredIn("boundaries.yaml", "layers: [de", "]")).includes("delivery"));
  });
});

async function startedWith(python: string, why: string): Promise<void> {
  const current = await session();
  const isIt = () =>
    current.state.kind === "running" && current.state.launch.command === python && current.state.launch.why === why;
  await until(`A server of ${python}, ${why}`, isIt);
  assert.match(commandOf(current.connection?.pid ?? 0), / -m ringfence server$/);
}
