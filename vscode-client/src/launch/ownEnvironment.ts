/**
 * The extension's own environment: what is started where Ringfence is not installed beside the project.
 *
 * The extension carries the server and those of its libraries that are pure Python. The others are compiled for one
 * system each, so the environment is made on the user's machine, by pip, and only when the user has asked for it.
 */

import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { ask } from "./ask";
import { versionIn, type Launch } from "./choose";
import type { Interpreter } from "./interpreters";

const OLDEST_PYTHON = [3, 11] as const;
const PATIENCE_WITH_PIP = 600_000;
const PATIENCE_WITH_VENV = 120_000;
/** Written last: an environment without it was interrupted and is made anew. */
const DONE = "done.txt";

export class OwnEnvironment {
  readonly #storage: string;
  readonly #bundled: string;
  readonly #version: string;

  /**
   * @param storage the folder that VS Code keeps for this extension
   * @param bundled the folder of the wheels that the extension carries
   * @param version of the extension, and so of the server that it carries
   */
  constructor(storage: string, bundled: string, version: string) {
    this.#storage = storage;
    this.#bundled = bundled;
    this.#version = version;
  }

  get folder(): string {
    return path.join(this.#storage, `server-${this.#version}`);
  }

  /**
   * The server in it; undefined when there is none. One of an older version, or whose Python is gone, is made anew:
   * who has asked for it once wants to have it.
   */
  async findOrRenew(
    interpreters: () => Promise<Interpreter[]>,
    say: (what: string) => void,
  ): Promise<Launch | undefined> {
    const found = await this.#find();
    if (found !== undefined || (await this.#all()).length === 0) {
      return found;
    }
    try {
      await this.make(await interpreters(), say);
    } catch (error) {
      say(error instanceof Error ? error.message : String(error));
    }
    return this.#find();
  }

  async #find(): Promise<Launch | undefined> {
    try {
      await readFile(path.join(this.folder, DONE));
    } catch {
      return undefined;
    }
    const answer = await ask(this.#python, ["-m", "ringfence", "--version"], this.#storage, 15_000);
    const version = "said" in answer ? versionIn(answer.said) : undefined;
    const why = "the extension's own environment";
    return version === undefined ? undefined : { command: this.#python, args: ["-m", "ringfence"], version, why };
  }

  /**
   * Make it with the first interpreter that is new enough. Throws an error with a sentence when that cannot be done.
   *
   * @param say is told what is being done
   */
  async make(interpreters: Interpreter[], say: (what: string) => void): Promise<void> {
    const base = await this.#choosePython(interpreters, say);
    await mkdir(this.#storage, { recursive: true });
    await rm(this.folder, { recursive: true, force: true });
    say(`Making an environment with ${base} in ${this.folder}`);
    await this.#run(base, ["-m", "venv", "--without-pip", this.folder], PATIENCE_WITH_VENV);
    await this.#run(this.#python, ["-m", "ensurepip", "--default-pip"], PATIENCE_WITH_VENV);
    say("Installing the server and its libraries with pip");
    await this.#run(this.#python, await this.#pipArguments(), PATIENCE_WITH_PIP);
    await writeFile(path.join(this.folder, DONE), `${this.#version}\n`);
    for (const old of (await this.#all()).filter((name) => name !== path.basename(this.folder))) {
      await rm(path.join(this.#storage, old), { recursive: true, force: true });
    }
  }

  get #python(): string {
    const parts = process.platform === "win32" ? ["Scripts", "python.exe"] : ["bin", "python"];
    return path.join(this.folder, ...parts);
  }

  async #pipArguments(): Promise<string[]> {
    const wheels = path.join(this.#bundled, "wheels");
    const server = (await readdir(wheels)).find((name) => name.startsWith("ringfence-"));
    if (server === undefined) {
      throw new Error("This build of the extension carries no server. Install ringfence with pip instead.");
    }
    const pinned = path.join(this.#bundled, "requirements.txt");
    const quiet = ["--quiet", "--no-input", "--disable-pip-version-check", "--no-warn-script-location"];
    // Wheels alone: nothing is compiled, and no code of a package runs while it is being installed.
    const wanted = ["--only-binary", ":all:", "--find-links", wheels, "-r", pinned, path.join(wheels, server)];
    return ["-m", "pip", "install", ...quiet, ...wanted];
  }

  async #choosePython(interpreters: Interpreter[], say: (what: string) => void): Promise<string> {
    const script = "import sys; print('%d.%d' % sys.version_info[:2])";
    for (const { path: python } of interpreters) {
      const answer = await ask(python, ["-c", script], this.#bundled);
      const said = "said" in answer ? answer.said : "";
      const [major = 0, minor = 0] = said.split(".").map(Number);
      if (major > OLDEST_PYTHON[0] || (major === OLDEST_PYTHON[0] && minor >= OLDEST_PYTHON[1])) {
        return python;
      }
      say("said" in answer ? `${python} is Python ${said}, which is too old.` : `${python} ${answer.reason}.`);
    }
    throw new Error(
      `Ringfence needs Python ${OLDEST_PYTHON.join(".")} or newer, and none was found. Install one, or name it in ringfence.interpreter.`,
    );
  }

  async #run(command: string, args: string[], patience: number): Promise<void> {
    const answer = await ask(command, args, this.#storage, patience);
    if (!("said" in answer)) {
      throw new Error(`'${path.basename(command)} ${args.slice(0, 3).join(" ")}' ${answer.reason}`);
    }
  }

  async #all(): Promise<string[]> {
    try {
      return (await readdir(this.#storage)).filter((name) => name.startsWith("server-"));
    } catch {
      return [];
    }
  }
}
