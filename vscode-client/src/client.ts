/** The language client: one connection to one server process. */

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import * as vscode from "vscode";
import {
  CloseAction,
  CodeActionRequest,
  ErrorAction,
  LanguageClient,
  type LanguageClientOptions,
  type MessageSignature,
} from "vscode-languageclient/node";
import { safeEnvironment } from "./launch/ask";
import { serverOf, type Launch } from "./launch/choose";
import type { Logs } from "./logs";
import { withTickedPreviews } from "./preview";
import { SHOW_REFERENCES } from "./protocol";

/** The documents that the server is told of. Of all others it reads what is on disk. */
export const DOCUMENTS = [
  { scheme: "file", language: "python" },
  { scheme: "file", pattern: "**/boundaries.yaml" },
];
const PATIENCE_TO_START = 60_000;
const PATIENCE_TO_STOP = 3_000;

/** A connection that shows no pop-up by itself: what goes wrong is in the log and in the language status. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }

  override warn(message: string, data?: unknown): void {
    super.warn(message, data, false);
  }

  override info(message: string, data?: unknown): void {
    super.info(message, data, false);
  }
}

/** One server process and the connection to it. It is started once and stopped once. */
export class Connection {
  readonly client: LanguageClient;
  readonly #launch: Launch;
  readonly #cwd: string;
  #process: ChildProcess | undefined;
  #stopping = false;

  /**
   * @param cwd where the server is started: a folder in which nothing of the workspace lies
   * @param died is called when the server ends without having been asked to
   */
  constructor(launch: Launch, cwd: string, settings: () => Record<string, unknown>, logs: Logs, died: () => void) {
    this.#launch = launch;
    this.#cwd = cwd;
    const options: LanguageClientOptions = {
      documentSelector: DOCUMENTS,
      initializationOptions: () => ({ ...settings(), ...abilities() }),
      outputChannel: logs.log,
      traceOutputChannel: logs.trace,
      stdioOptions: { stdout: () => undefined, stderr: (input) => logLines(input, logs.log) },
      middleware: { sendRequest: previewingFixes },
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => {
          if (!this.#stopping) {
            died();
          }
          // Whether there is another try is decided outside, by a connection of its own.
          return { action: CloseAction.DoNotRestart, handled: true, message: "The connection has ended." };
        },
      },
      initializationFailedHandler: () => false,
    };
    this.client = new QuietClient("ringfence", "Ringfence", () => this.#spawn(), options);
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** Start the server and greet it. Throws when it does not answer. */
  async start(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const say = () => reject(new Error(`it did not answer within ${PATIENCE_TO_START / 1000} s`));
      timer = setTimeout(say, PATIENCE_TO_START);
    });
    try {
      await Promise.race([this.client.start(), late]);
    } catch (error) {
      this.#stopping = true;
      await this.#end();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Say goodbye and wait until the process is gone; one that does not go is ended. */
  async stop(): Promise<void> {
    this.#stopping = true;
    try {
      await this.client.dispose(PATIENCE_TO_STOP);
    } catch {
      // It is gone already, or does not answer.
    }
    await this.#end();
  }

  /** The connection is lost: see to it that the process ends as well. */
  async abandon(): Promise<void> {
    this.#stopping = true;
    await this.#end();
  }

  async #spawn(): Promise<ChildProcess> {
    const { command, args } = serverOf(this.#launch);
    const started = spawn(command, args, { cwd: this.#cwd, env: safeEnvironment(), windowsHide: true });
    this.#process = started;
    await once(started, "spawn");
    return started;
  }

  async #end(): Promise<void> {
    const running = this.#process;
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) {
      return;
    }
    const gone = once(running, "exit");
    const timer = setTimeout(() => running.kill("SIGKILL"), PATIENCE_TO_STOP);
    running.stdin?.end();
    await gone;
    clearTimeout(timer);
  }
}

/** What the server may rely on, beside the protocol. */
function abilities(): Record<string, unknown> {
  // The extension for YAML completes and explains the keys of boundaries.yaml by the schema that comes with this one.
  const hasYaml = vscode.extensions.getExtension("redhat.vscode-yaml") !== undefined;
  return { commands: [SHOW_REFERENCES], status: true, ...(hasYaml ? { yamlKeys: false } : {}) };
}

/** Every request goes as it is; the answers of the light bulb are looked through. */
async function previewingFixes<Params, Answer>(
  type: string | MessageSignature,
  params: Params | undefined,
  token: vscode.CancellationToken | undefined,
  next: (type: string | MessageSignature, params?: Params, token?: vscode.CancellationToken) => Promise<Answer>,
): Promise<Answer> {
  const answer = await next(type, params, token);
  const method = typeof type === "string" ? type : type.method;
  if (method === CodeActionRequest.method && Array.isArray(answer)) {
    return withTickedPreviews(answer) as Answer;
  }
  return answer;
}

/** The server's stderr: what it says before there is a connection, and what goes wrong beside it. */
function logLines(input: NodeJS.ReadableStream, log: vscode.LogOutputChannel): void {
  let rest = "";
  input.on("data", (data: Buffer) => {
    const lines = (rest + data.toString()).split(/\r?\n/);
    rest = lines.pop() ?? "";
    lines.filter(Boolean).forEach((line) => log.info(`server: ${line}`));
  });
  input.on("end", () => rest && log.info(`server: ${rest}`));
}
