/** What is seen while one types: findings of the unsaved text, hover, and what an edit of the boundaries brings. */

import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { SHOW_REFERENCES, type References } from "../../src/protocol";
import {
  closeAll,
  diagnostics,
  findings,
  offeredIn,
  open,
  ready,
  replace,
  servers,
  set,
  shows,
  status,
  until,
} from "../support/editor";

const PACKAGER = "shop/delivery/packager.py";
const FINDING = "1:37 private-import";

describe("While typing", () => {
  before(ready);
  afterEach(closeAll);

  it("one server runs, from the interpreter that is set", async () => {
    const session = await ready();
    assert.equal(session.state.kind, "running");
    assert.equal(servers().length, 1);
    assert.equal(session.connection?.pid, servers()[0]);
  });

  it("a file without a broken boundary has no finding", async () => {
    const document = await open("shop/cam/api/dtos.py");
    await shows(PACKAGER, FINDING);
    assert.deepEqual(findings(document), []);
  });

  it("a finding stands once at the imported name, with its rule and the way to its page", async () => {
    const document = await open(PACKAGER);
    await shows(document, FINDING);
    const [found] = diagnostics(document.uri);
    assert.equal(document.getText(found?.range), "LeadDB");
    assert.match(found?.message ?? "", /LeadDB is internal to cam\. Import LeadDTO/);
    assert.equal(typeof found?.code === "object" && found.code.target.path.endsWith("/private-import.md"), true);
  });

  it("the unsaved text is judged, and the file on disk is not touched", async () => {
    const document = await open(PACKAGER);
    await shows(document, FINDING);
    await replace(document, "import os\n\n" + document.getText());
    await shows(document, "3:37 private-import");
    await replace(document, "print('😀')  # 😀\n");
    await shows(document);
    await replace(document, "x = '😀'; from shop.cam.internal.leads import LeadDB\n");
    // The position is that of VS Code, which counts UTF-16 units.
    await shows(document, "1:47 private-import");
    assert.equal(document.isDirty, true);
  });

  it("what other files say changes with an unsaved text", async () => {
    const importer = await open(PACKAGER);
    await shows(importer, FINDING);
    const config = await open("boundaries.yaml");
    await replace(
      config,
      config.getText().replace("delivery: {may_import: [cam, onboarding]}", "delivery: {must_not_import: [cam]}"),
    );
    await shows(PACKAGER, "1:37 forbidden-import");
  });

  it("a mistake in the boundaries is shown on its line, and the last good ones stay in force", async () => {
    const config = await open("boundaries.yaml");
    await shows(PACKAGER, FINDING);
    await replace(config, config.getText() + "nonsense: true\n");
    await until("A finding in boundaries.yaml", () => findings(config).some((each) => each.endsWith("invalid-config")));
    assert.deepEqual(findings(PACKAGER), [FINDING]);
  });

  it("boundaries that cannot be read at all are said in the status, too", async () => {
    const config = await open("boundaries.yaml");
    await replace(config, "version: [");
    assert.match((await status("broken")).message, /boundaries\.yaml/);
    assert.deepEqual(findings(PACKAGER), [FINDING]);
    await closeAll();
    assert.deepEqual((await status("ready")).findings, { error: 1, warning: 0, info: 0, hint: 0 });
  });

  it("the status counts what is found, and its revision grows with every change", async () => {
    const { revision } = await status("ready");
    const document = await open(PACKAGER);
    await replace(document, "");
    const session = await ready();
    await until("A status without findings", () => {
      const told = session.state.kind === "running" ? session.state.status : undefined;
      return told?.findings.error === 0 && told.revision > revision;
    });
  });

  it("hover tells whose the name is, what is wrong, and what there is instead", async () => {
    const document = await open(PACKAGER);
    await shows(document, FINDING);
    const command = "vscode.executeHoverProvider";
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      command,
      document.uri,
      new vscode.Position(0, 38),
    );
    const texts = hovers.flatMap(({ contents }) =>
      contents.map((each) => (typeof each === "string" ? each : each.value)),
    );
    assert.match(texts.join("\n"), /\*\*cam\*\*: business module, owned by @growth-team/);
    assert.match(texts.join("\n"), /LeadDB is internal to cam\. Import LeadDTO/);
  });

  it("code lenses come when they are wanted, and lead to the importers", async () => {
    const document = await open("shop/cam/__init__.py");
    const lenses = () =>
      vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", document.uri, 10);
    assert.deepEqual(await lenses(), []);
    await set("codeLens", true);
    try {
      const lens = await until("A code lens", async () =>
        (await lenses()).find(({ command }) => command?.command === SHOW_REFERENCES),
      );
      const [uri, position, locations] = lens.command?.arguments as References;
      assert.equal(vscode.Uri.parse(uri).fsPath, document.uri.fsPath);
      assert.deepEqual(
        locations.map((each) => vscode.workspace.asRelativePath(vscode.Uri.parse(each.uri))),
        [PACKAGER],
      );
      assert.equal(await vscode.commands.executeCommand(SHOW_REFERENCES, uri, position, locations), undefined);
    } finally {
      await set("codeLens", undefined);
    }
  });

  it("the keys of boundaries.yaml are offered, and the names of modules", async () => {
    assert.ok((await offeredIn("boundaries.yaml", "la", "")).includes("layers"));
    assert.ok((await offeredIn("boundaries.yaml", "layers: [de", "]")).includes("delivery"));
  });
});
