/** The VS Code extension: find a Ringfence, start it, show what it says. It judges nothing by itself. */

import * as vscode from "vscode";
import { COMMANDS } from "./commands/all";
import { ruleDocuments } from "./commands/explainRule";
import { registerCommands, type Context } from "./commands/register";
import { stopAsking } from "./launch/ask";
import { chooseLaunch } from "./launch/choose";
import { findInterpreters } from "./launch/interpreters";
import { OwnEnvironment } from "./launch/ownEnvironment";
import { pythonExtensions } from "./launch/pythonExtensions";
import { createLogs } from "./logs";
import { Session } from "./session";
import { LAUNCH_SETTINGS, readLaunchSettings, readServerSettings } from "./settings";
import { createStatusItem } from "./status";
import { registerViews } from "./views/register";

/** What other code in the editor may use: the tests do. */
export interface Api {
  session: Session;
}

let session: Session | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<Api> {
  const logs = createLogs();
  const { log } = logs;
  const sources = pythonExtensions((why) => current.reconsider(why), log);
  const own = ownEnvironment(context);
  const storage = context.globalStorageUri;
  await vscode.workspace.fs.createDirectory(storage);
  const interpreters = () => findInterpreters(readLaunchSettings(mainFolder()), mainFolder(), sources);
  const say = (what: string) => log.info(what);
  const find = () => own.findOrRenew(interpreters, say);
  const choose = () => chooseLaunch(readLaunchSettings(mainFolder()), interpreters, find, storage.fsPath, say);
  const current = new Session({
    choose,
    settings: () => readServerSettings(mainFolder()),
    cwd: storage.fsPath,
    logs,
  });
  session = current;
  const install = () => installServer(current, own, interpreters, log);
  const commands: Context = {
    session: current,
    log,
    logs: { show: () => log.show() },
    extension: context.extension,
    install,
  };
  context.subscriptions.push(
    logs,
    current,
    ...sources,
    createStatusItem(current),
    registerCommands(commands, COMMANDS),
    registerViews(commands),
    ruleDocuments((rule) => current.execute("ringfence.explain", { rule })),
    ...watch(current),
  );
  void current.restart();
  return { session: current };
}

export async function deactivate(): Promise<void> {
  stopAsking();
  await session?.stop();
}

function watch(current: Session): vscode.Disposable[] {
  return [
    vscode.workspace.onDidGrantWorkspaceTrust(() => current.restart()),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (LAUNCH_SETTINGS.some((name) => change.affectsConfiguration(name))) {
        current.reconsider("a setting has changed");
      }
    }),
    vscode.workspace.onDidChangeWorkspaceFolders(() => {
      current.reconsider("the folders of the workspace have changed");
    }),
  ];
}

/** One server serves all folders of a window; the first one decides which it is. */
function mainFolder(): vscode.WorkspaceFolder | undefined {
  return vscode.workspace.workspaceFolders?.find((folder) => folder.uri.scheme === "file");
}

function ownEnvironment(context: vscode.ExtensionContext): OwnEnvironment {
  const bundled = vscode.Uri.joinPath(context.extensionUri, "bundled").fsPath;
  const { version } = context.extension.packageJSON as { version: string };
  return new OwnEnvironment(context.globalStorageUri.fsPath, bundled, version);
}

/** The user has asked for the extension's own environment. */
async function installServer(
  current: Session,
  own: OwnEnvironment,
  interpreters: () => ReturnType<typeof findInterpreters>,
  log: vscode.LogOutputChannel,
): Promise<void> {
  const progress = { location: vscode.ProgressLocation.Notification, title: "Ringfence" };
  await vscode.window.withProgress(progress, async (shown) => {
    const say = (message: string) => {
      log.info(message);
      shown.report({ message });
      current.state = { kind: "installing", message };
    };
    try {
      await own.make(await interpreters(), say);
    } finally {
      await current.restart();
    }
  });
}
