/** The documentation of a rule, as a page beside the editor. */

import { readFileSync } from "node:fs";
import * as vscode from "vscode";
import type { Context } from "./register";

const SCHEME = "ringfence-rule";

/** Shows what the server says about a rule as a Markdown document. */
export function ruleDocuments(explain: (rule: string) => Promise<string>): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: (uri) => explain(uri.path.slice(1).replace(/\.md$/, "")),
  });
}

export async function explainRule(context: Context, rule?: unknown): Promise<void> {
  const chosen = typeof rule === "string" ? rule : await chooseRule(context.extension);
  if (chosen === undefined) {
    return;
  }
  // Asked here as well, so that a rule that does not exist is said and no empty page is opened.
  await context.session.execute("ringfence.explain", { rule: chosen });
  await vscode.commands.executeCommand(
    "markdown.showPreview",
    vscode.Uri.from({ scheme: SCHEME, path: `/${chosen}.md` }),
  );
}

/** The rule of the finding at the cursor, when there is one alone; else one out of a list, those of this file first. */
async function chooseRule(extension: vscode.Extension<unknown>): Promise<string | undefined> {
  const editor = vscode.window.activeTextEditor;
  const findings = editor ? vscode.languages.getDiagnostics(editor.document.uri).filter(isOurs) : [];
  const here = rulesOf(findings.filter((each) => editor && each.range.contains(editor.selection.active)));
  if (here.length === 1) {
    return here[0];
  }
  const first = here.length > 0 ? here : rulesOf(findings);
  const all = [...new Set([...first, ...allRules(extension)])];
  return vscode.window.showQuickPick(all, { title: "Explain Rule", placeHolder: "Which rule?" });
}

function isOurs(diagnostic: vscode.Diagnostic): boolean {
  return diagnostic.source === "ringfence";
}

function rulesOf(diagnostics: vscode.Diagnostic[]): string[] {
  const codes = diagnostics.map(({ code }) => String(typeof code === "object" ? code.value : code));
  return [...new Set(codes)];
}

/** The schema of `boundaries.yaml` names every rule. */
function allRules(extension: vscode.Extension<unknown>): string[] {
  const file = vscode.Uri.joinPath(extension.extensionUri, "schemas", "boundaries.schema.json").fsPath;
  const schema = JSON.parse(readFileSync(file, "utf8")) as {
    $defs: { Rules: { properties: Record<string, unknown> } };
  };
  return Object.keys(schema.$defs.Rules.properties);
}
