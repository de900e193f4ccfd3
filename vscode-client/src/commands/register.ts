/** How a command is registered, so that one that fails says why. */

import * as vscode from "vscode";
import type { Session } from "../session";

export interface Context {
  session: Session;
  log: vscode.LogOutputChannel;
  extension: vscode.Extension<unknown>;
  /** Make the extension's own environment, and start the server from it. */
  install(): Promise<void>;
  logs: { show(): void };
}

/** What a command does. An error that it throws is shown: the user has asked for the command. */
export type Command = (context: Context, ...args: unknown[]) => unknown;

export function registerCommands(context: Context, commands: Record<string, Command>): vscode.Disposable {
  const registered = Object.entries(commands).map(([name, command]) =>
    vscode.commands.registerCommand(name, async (...args: unknown[]) => {
      try {
        return await command(context, ...args);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        context.log.error(`${name}: ${message}`);
        void vscode.window.showErrorMessage(message);
        return undefined;
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}

/** The file in front, as a name of the repository that it lies in; nothing when there is none. */
export function activeRepository(): { uri?: string } {
  const uri = vscode.window.activeTextEditor?.document.uri;
  return uri?.scheme === "file" ? { uri: uri.toString() } : {};
}
