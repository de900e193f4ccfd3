/** The two output channels: what the extension and the server say, and what they say to each other. */

import * as vscode from "vscode";

export interface Logs extends vscode.Disposable {
  log: vscode.LogOutputChannel;
  trace: vscode.LogOutputChannel;
}

export function createLogs(): Logs {
  const log = vscode.window.createOutputChannel("Ringfence", { log: true });
  const trace = new TraceChannel();
  return { log, trace, dispose: () => [log, trace].forEach((channel) => channel.dispose()) };
}

/**
 * A channel whose level follows the setting `ringfence.trace.server`.
 *
 * The language client writes traces only to a channel at level `Trace`, and extensions cannot set the level of a log
 * channel. The setting is what people know from other extensions, so it decides here.
 */
class TraceChannel implements vscode.LogOutputChannel {
  readonly name = "Ringfence Trace";
  readonly #channel = vscode.window.createOutputChannel(this.name);
  readonly #changed = new vscode.EventEmitter<vscode.LogLevel>();
  readonly onDidChangeLogLevel = this.#changed.event;
  readonly #subscription = vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration("ringfence.trace.server")) {
      this.#changed.fire(this.logLevel);
    }
  });

  get logLevel(): vscode.LogLevel {
    const wanted = vscode.workspace.getConfiguration("ringfence").get<string>("trace.server", "off");
    return wanted === "off" ? vscode.LogLevel.Off : vscode.LogLevel.Trace;
  }

  trace(message: string): void {
    this.appendLine(`${new Date().toISOString()} ${message}`);
  }

  debug(message: string): void {
    this.trace(message);
  }

  info(message: string): void {
    this.trace(message);
  }

  warn(message: string): void {
    this.trace(message);
  }

  error(error: string | Error): void {
    this.trace(String(error));
  }

  append(value: string): void {
    this.#channel.append(value);
  }

  appendLine(value: string): void {
    this.#channel.appendLine(value);
  }

  replace(value: string): void {
    this.#channel.replace(value);
  }

  clear(): void {
    this.#channel.clear();
  }

  show(columnOrFocus?: vscode.ViewColumn | boolean, preserveFocus?: boolean): void {
    this.#channel.show(typeof columnOrFocus === "boolean" ? columnOrFocus : preserveFocus);
  }

  hide(): void {
    this.#channel.hide();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
    this.#channel.dispose();
  }
}
