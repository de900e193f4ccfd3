/** The life of the server: one at a time, the right one, and no more tries than make sense. */

import * as vscode from "vscode";
import { ExecuteCommandRequest } from "vscode-languageclient/node";
import { Connection } from "./client";
import type { Choice, Launch, Obstacle } from "./launch/choose";
import type { Logs } from "./logs";
import { STATUS, type Commands, type Status } from "./protocol";

/** What can be seen of it from outside. */
export type State =
  | { kind: "untrusted" | "idle" | "starting" }
  | { kind: "installing"; message: string }
  | { kind: "running"; launch: Launch; status: Status | undefined }
  | { kind: "stuck"; obstacle: Obstacle | { message: string; remedy: "restart" } };

const PAUSE_BEFORE_CHANGE = 300;
const PAUSE_AFTER_CRASH = 1_000;
const MOST_CRASHES = 3;
const CRASHES_COUNT_FOR = 180_000;

/** What a session needs of the world around it. */
export interface Surroundings {
  choose(): Promise<Choice>;
  settings(): Record<string, unknown>;
  /** A folder in which nothing of the workspace lies. */
  cwd: string;
  logs: Logs;
}

export class Session implements vscode.Disposable {
  readonly #around: Surroundings;
  readonly #changed = new vscode.EventEmitter<State>();
  /** The state has changed; fires with every status of the server as well. */
  readonly onDidChange = this.#changed.event;
  #state: State = { kind: "idle" };
  #connection: Connection | undefined;
  #launch: Launch | undefined;
  /** When the server of a launch has ended by itself. */
  #crashes: { of: Launch | undefined; at: number[] } = { of: undefined, at: [] };
  #wanted: "nothing" | "reconsider" | "restart" | "stop" = "nothing";
  #working: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  get state(): State {
    return this.#state;
  }

  /** The connection to the server; undefined while none runs. */
  get connection(): Connection | undefined {
    return this.#state.kind === "running" ? this.#connection : undefined;
  }

  set state(state: State) {
    this.#state = state;
    this.#changed.fire(state);
  }

  /** Start the server, or start it anew, with whatever is the right one now. */
  restart(): Promise<void> {
    this.#crashes = { of: undefined, at: [] };
    return this.#want("restart");
  }

  /** Something has changed that may make another server the right one. It is started anew only then. */
  reconsider(why: string): void {
    this.#around.logs.log.info(`Looking for Ringfence again: ${why}.`);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#want("reconsider"), PAUSE_BEFORE_CHANGE);
  }

  /** Stop the server, and wait until its process is gone. */
  stop(): Promise<void> {
    clearTimeout(this.#timer);
    return this.#want("stop");
  }

  /** Have the server carry out one of its commands. Throws an error with a sentence when it cannot. */
  async execute<Name extends keyof Commands>(command: Name, argument: Commands[Name][0]): Promise<Commands[Name][1]> {
    await this.#working;
    if (this.connection === undefined) {
      const state = this.#state;
      throw new Error(state.kind === "stuck" ? state.obstacle.message : "Ringfence is not running.");
    }
    const params = { command, arguments: argument === undefined ? [] : [argument] };
    return (await this.connection.client.sendRequest(ExecuteCommandRequest.type, params)) as Commands[Name][1];
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#changed.dispose();
  }

  /** One thing at a time: what is asked for meanwhile is done once, afterwards. */
  #want(what: "reconsider" | "restart" | "stop"): Promise<void> {
    const isLess = what === "reconsider" && this.#wanted !== "nothing";
    this.#wanted = isLess ? this.#wanted : what;
    this.#working ??= this.#work().finally(() => (this.#working = undefined));
    return this.#working;
  }

  async #work(): Promise<void> {
    while (this.#wanted !== "nothing") {
      const wanted = this.#wanted;
      this.#wanted = "nothing";
      if (wanted === "stop") {
        await this.#end();
        this.state = { kind: "idle" };
      } else {
        await this.#start(wanted === "restart");
      }
    }
  }

  async #start(anew: boolean): Promise<void> {
    if (!vscode.workspace.isTrusted) {
      // Nothing of a workspace is run before it is trusted.
      this.state = { kind: "untrusted" };
      return;
    }
    const before = this.#launch;
    if (this.#connection === undefined) {
      this.state = { kind: "starting" };
    }
    const choice = await this.#around.choose();
    if (!("launch" in choice)) {
      await this.#end();
      this.#around.logs.log.warn(choice.obstacle.message);
      this.state = { kind: "stuck", obstacle: choice.obstacle };
      return;
    }
    if (!anew && this.#connection !== undefined && isSame(before, choice.launch)) {
      return;
    }
    await this.#end();
    await this.#run(choice.launch);
  }

  async #run(launch: Launch): Promise<void> {
    const { log } = this.#around.logs;
    log.info(`Starting Ringfence ${launch.version}: ${[launch.command, ...launch.args].join(" ")} (${launch.why}).`);
    this.state = { kind: "starting" };
    const connection = new Connection(launch, this.#around.cwd, this.#around.settings, this.#around.logs, () => {
      this.#died(connection);
    });
    this.#connection = connection;
    this.#launch = launch;
    connection.client.onNotification(STATUS, (status: Status) => {
      if (this.#connection === connection) {
        this.state = { kind: "running", launch, status };
      }
    });
    try {
      await connection.start();
      const state = this.#state;
      this.state = { kind: "running", launch, status: state.kind === "running" ? state.status : undefined };
    } catch (error) {
      log.error(`Ringfence could not be started: ${error instanceof Error ? error.message : String(error)}`);
      this.#died(connection);
    }
  }

  async #end(): Promise<void> {
    const connection = this.#connection;
    this.#connection = undefined;
    this.#launch = undefined;
    await connection?.stop();
  }

  /** The server has ended by itself: try again, unless it does so all the time. */
  #died(connection: Connection): void {
    if (this.#connection !== connection) {
      return;
    }
    const crashes = this.#count(this.#launch);
    this.#connection = undefined;
    this.#launch = undefined;
    void connection.abandon();
    if (crashes > MOST_CRASHES) {
      const message = `Ringfence has ended ${crashes} times in a row. The log says why; restart it then.`;
      this.#around.logs.log.error(message);
      this.state = { kind: "stuck", obstacle: { message, remedy: "restart" } };
      return;
    }
    this.#around.logs.log.warn("Ringfence has ended by itself and is started again.");
    this.state = { kind: "starting" };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#want("reconsider"), PAUSE_AFTER_CRASH);
  }

  /** One more crash of a launch: how many there were lately. */
  #count(launch: Launch | undefined): number {
    const now = Date.now();
    const before = launch && isSame(this.#crashes.of, launch) ? this.#crashes.at : [];
    this.#crashes = { of: launch, at: [...before.filter((time) => now - time < CRASHES_COUNT_FOR), now] };
    return this.#crashes.at.length;
  }
}

function isSame(one: Launch | undefined, other: Launch): boolean {
  return one !== undefined && one.command === other.command && one.args.join("\0") === other.args.join("\0");
}
