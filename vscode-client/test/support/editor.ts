/** What the tests inside the extension host share: waiting, documents, findings, fixes, and the server's processes. */

import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";
import type { Api } from "../../src/extension";
import type { Status } from "../../src/protocol";
import type { Session } from "../../src/session";

const PATIENCE = 45_000;

/** Wait until `look` finds something, however long it takes within reason; a failure tells what was seen last. */
export async function until<Found>(
  what: string,
  look: () => Found | undefined | false | Promise<Found | undefined | false>,
): Promise<Found> {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) {
      return found;
    }
    if (Date.now() > deadline) {
      throw new Error(`${what} has not come about.\n${await situation()}`);
    }
    await pause(25);
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}

/** The extension, activated. */
export async function session(): Promise<Session> {
  const extension = vscode.extensions.getExtension<Api>("ringfence.ringfence");
  if (extension === undefined) {
    throw new Error("The extension is not there.");
  }
  return (await extension.activate()).session;
}

/** The server runs, and has judged everything. */
export async function ready(): Promise<Session> {
  const current = await session();
  await status("ready");
  return current;
}

/** Wait until the server says that it is in this state. */
export async function status(wanted: Status["state"]): Promise<Status> {
  const current = await session();
  return until(`A server that says '${wanted}'`, () => {
    const told = current.state.kind === "running" ? current.state.status : undefined;
    return told?.state === wanted && told;
  });
}

/** What keeps the server from running. */
export async function stuck(): Promise<string> {
  const current = await session();
  return until("A server that does not run", () => current.state.kind === "stuck" && current.state.obstacle.message);
}

export function root(): string {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) {
    throw new Error("No folder is open.");
  }
  return folder.uri.fsPath;
}

/** Open a file of the first folder in an editor. */
export async function open(file: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(path.resolve(root(), file));
  await vscode.window.showTextDocument(document);
  return document;
}

/** Type over everything that a document holds; it is not saved. */
export async function replace(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  if (!(await vscode.workspace.applyEdit(edit))) {
    throw new Error("The text could not be replaced.");
  }
}

/** Close every editor, unsaved changes aside. */
export async function closeAll(): Promise<void> {
  for (const document of vscode.workspace.textDocuments.filter((each) => each.isDirty && each.uri.scheme === "file")) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  }
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
}

/** The findings of a file, "1:37 private-import" each; lines and columns count from 1. */
export function findings(document: vscode.TextDocument | string): string[] {
  const uri = typeof document === "string" ? vscode.Uri.file(path.resolve(root(), document)) : document.uri;
  return diagnostics(uri)
    .map(({ range: { start }, code }) => `${start.line + 1}:${start.character + 1} ${nameOf(code)}`)
    .sort();
}

export function diagnostics(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === "ringfence");
}

/** Wait until a file has these findings. */
export function shows(document: vscode.TextDocument | string, ...wanted: string[]): Promise<boolean> {
  const expected = wanted.toSorted().join(", ");
  return until(
    `${typeof document === "string" ? document : document.uri.path}: [${expected}]`,
    () => findings(document).join(", ") === expected,
  );
}

/** Wait until a file has a finding of a rule on a line, or none any more. */
export function has(document: vscode.TextDocument, line: number, rule: string, wanted = true): Promise<boolean> {
  const isThere = () => findings(document).some((each) => each.startsWith(`${line + 1}:`) && each.endsWith(` ${rule}`));
  return until(`${document.uri.path}:${line + 1} ${wanted ? "with" : "without"} ${rule}`, () => isThere() === wanted);
}

/** The number of the first line that has a text in it. */
export function lineOf(document: vscode.TextDocument, text: string): number {
  const line = document
    .getText()
    .split("\n")
    .findIndex((each) => each.includes(text));
  if (line < 0) {
    throw new Error(`'${text}' does not stand in ${document.uri.path}.`);
  }
  return line;
}

/** What the light bulb offers on a line, edits included. */
export function offers(document: vscode.TextDocument, line: number): Promise<vscode.CodeAction[]> {
  return offersAt(document, document.lineAt(line).range);
}

export async function offersAt(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.CodeAction[]> {
  const command = "vscode.executeCodeActionProvider";
  const kind = vscode.CodeActionKind.QuickFix.value;
  return vscode.commands.executeCommand<vscode.CodeAction[]>(command, document.uri, range, kind, 50);
}

/** What is offered to be completed where a text is typed at the end of a file, which is not saved. */
export async function offeredIn(file: string, before: string, after: string): Promise<string[]> {
  const document = await open(file);
  const start = document.lineCount - 1;
  await replace(document, document.getText() + before + after);
  const place = new vscode.Position(start, before.length);
  const command = "vscode.executeCompletionItemProvider";
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(command, document.uri, place);
  await closeAll();
  // Words of the text that nobody but the editor offers have no more to say.
  return items
    .filter(({ kind }) => kind !== vscode.CompletionItemKind.Text)
    .map(({ label }) => (typeof label === "string" ? label : label.label));
}

/** Take what the light bulb offers under this title. */
export async function take(document: vscode.TextDocument, line: number, title: string): Promise<void> {
  const offered = await offers(document, line);
  const edit = offered.find((action) => action.title === title)?.edit;
  if (edit === undefined) {
    throw new Error(`'${title}' is not offered, only: ${offered.map((action) => action.title).join(", ")}`);
  }
  if (!(await vscode.workspace.applyEdit(edit))) {
    throw new Error(`'${title}' could not be applied.`);
  }
}

/** Take what changes several files, which VS Code shows before: the preview is confirmed. */
export async function takeWithPreview(document: vscode.TextDocument, line: number, title: string): Promise<void> {
  let done = false;
  const taken = take(document, line, title).finally(() => (done = true));
  await until("The end of the preview", async () => {
    await vscode.commands.executeCommand("refactorPreview.apply");
    return done;
  });
  await taken;
}

/** Change a setting of the window. Undefined takes the change back. */
export async function set(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration("ringfence").update(name, value, vscode.ConfigurationTarget.Global);
}

/** The process ids of the language servers that this extension host has started. */
export function servers(): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === process.pid && / server( |$)/.test(commandOf(pid)));
}

export function commandOf(pid: number): string {
  return readProc(pid, "cmdline").split("\0").join(" ").trim();
}

function parentOf(pid: number): number {
  // The name of the process, in brackets, may hold anything.
  return Number(readProc(pid, "stat").split(") ").at(-1)?.split(" ")[1]);
}

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}

function nameOf(code: vscode.Diagnostic["code"]): string {
  return String(typeof code === "object" ? code.value : code);
}

async function situation(): Promise<string> {
  const current = await session();
  const shown = vscode.languages
    .getDiagnostics()
    .filter(([, found]) => found.length > 0)
    .map(
      ([uri]) =>
        `  ${uri.path}: ${diagnostics(uri)
          .map(({ code, range }) => `${range.start.line + 1} ${nameOf(code)}`)
          .join(", ")}`,
    );
  return [
    `State: ${JSON.stringify(current.state)}`,
    "Findings:",
    ...shown,
    `Servers: ${servers().map(commandOf).join("; ")}`,
  ].join("\n");
}
