/** Every family of quick fix, taken as the light bulb takes it, in the example project. */

import * as assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as vscode from "vscode";
import {
  closeAll,
  diagnostics,
  has,
  lineOf,
  offers,
  offersAt,
  open,
  ready,
  take,
  takeWithPreview,
  until,
} from "../support/editor";

const ORCHESTRATOR = "aicmo/delivery/execution_orchestrator.py";

describe("Quick fixes", () => {
  before(ready);
  afterEach(closeAll);

  it("a line without a finding has none", async () => {
    const document = await open(ORCHESTRATOR);
    await has(document, lineOf(document, "import CampaignDB"), "private-import");
    assert.deepEqual(await offers(document, 0), []);
  });

  it("an import is routed to the contract, and the best way comes first", async () => {
    const document = await open(ORCHESTRATOR);
    const line = lineOf(document, "import CampaignDB");
    await has(document, line, "private-import");
    const offered = await offers(document, line);
    assert.deepEqual(
      offered.filter((action) => action.isPreferred).map((action) => action.title),
      ["Import CampaignDTO from aicmo.cam.api.dtos"],
    );
    await take(document, line, "Import CampaignDTO from aicmo.cam.api.dtos");
    await has(document, line, "private-import", false);
    assert.match(document.getText(), /^from aicmo\.cam\.api\.dtos import CampaignDTO\b/m);
  });

  it("a cursor right behind the name is enough", async () => {
    const document = await open(ORCHESTRATOR);
    const line = lineOf(document, "import CampaignDB");
    await has(document, line, "private-import");
    const { end } =
      diagnostics(document.uri).find(({ range }) => range.start.line === line)?.range ?? document.lineAt(line).range;
    assert.notDeepEqual(await offersAt(document, new vscode.Range(end, end)), []);
  });

  it("an import for annotations alone moves under TYPE_CHECKING", async () => {
    const document = await open("aicmo/delivery/compensation.py");
    const line = lineOf(document, "Recorder");
    await has(document, line, "private-import");
    await take(document, line, "Import Recorder for type checkers only");
    await until("No private import of Recorder", () => !document.getText().match(/^from .*import Recorder/m));
    assert.match(document.getText(), /^if TYPE_CHECKING:\n    from .* import .*Recorder/m);
  });

  it("a finding is suppressed on its line", async () => {
    const document = await open("aicmo/onboarding/service.py");
    const line = lineOf(document, "aicmo.learning");
    await has(document, line, "forbidden-import");
    await take(document, line, "Suppress forbidden-import on this line, with a reason");
    await has(document, line, "forbidden-import", false);
    assert.match(document.lineAt(line).text, /# ringfence: ignore\[forbidden-import\]/);
  });

  it("the boundaries are widened, in an unsaved boundaries.yaml that holds at once", async () => {
    const document = await open("aicmo/onboarding/service.py");
    const line = lineOf(document, "aicmo.learning");
    await has(document, line, "forbidden-import");
    await take(document, line, "Let onboarding import learning (may_import)");
    await has(document, line, "forbidden-import", false);
    const config = await open("boundaries.yaml");
    assert.match(config.getText(), /onboarding:.*\n(.*\n)?.*may_import: \[.*learning/);
    assert.equal(document.isDirty, false);
  });

  it("a port is created in another module and called, after a preview", async () => {
    const document = await open(ORCHESTRATOR);
    const line = lineOf(document, "lead_count");
    await has(document, line, "foreign-model-write");
    await takeWithPreview(
      document,
      line,
      "Create CampaignCommandPort.set_lead_count in aicmo.cam.api.ports and call it",
    );
    await until("A call of the port", () => document.getText().includes(".set_lead_count("));
    const port = await open("aicmo/cam/api/ports.py");
    assert.match(port.getText(), /def set_lead_count\(/);
  });

  it("a suppression that silences nothing is removed", async () => {
    const document = await open("aicmo/operator/console.py");
    const line = lineOf(document, "ringfence: ignore");
    await has(document, line, "unused-suppression");
    await take(document, line, "Remove this suppression");
    await until("A file without suppressions", () => !document.getText().includes("ringfence: ignore"));
  });

  it("a command fixes what is safe in the whole file", async () => {
    const document = await open(ORCHESTRATOR);
    await has(document, lineOf(document, "import ClientIntake"), "god-module-import");
    await vscode.commands.executeCommand("ringfence.fixAll");
    await until("Routed imports", () =>
      document.getText().includes("from aicmo.onboarding.api.dtos import ClientIntake"),
    );
    assert.match(document.getText(), /from aicmo\.delivery\.api\.dtos import .*Project/);
  });

  it("saving fixes what is safe, when the editor is told so", async () => {
    const document = await open("aicmo/delivery/output_packager.py");
    await has(document, lineOf(document, "import cam, domain"), "god-module-import");
    const editor = vscode.workspace.getConfiguration("editor");
    const onSave = { "source.fixAll.ringfence": "explicit" };
    await editor.update("codeActionsOnSave", onSave, vscode.ConfigurationTarget.Global);
    try {
      await vscode.commands.executeCommand("workbench.action.files.save");
      const saved = () => readFileSync(document.uri.fsPath, "utf8");
      await until("A fixed file on disk", () => !/import cam, domain/.test(saved()) && saved() === document.getText());
    } finally {
      await editor.update("codeActionsOnSave", undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
