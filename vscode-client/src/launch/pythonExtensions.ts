/** The two extensions that know which interpreter the user has selected. Neither has to be there. */

import * as vscode from "vscode";

export const ENVIRONMENTS_EXTENSION = "ms-python.vscode-python-envs";
export const PYTHON_EXTENSION = "ms-python.python";

/** No extension keeps the server waiting for longer: what it says later is taken up as a change. */
const PATIENCE = 2_000;

export interface InterpreterSource extends vscode.Disposable {
  readonly name: string;
  /** The path of the interpreter that is selected for a file or folder; undefined when none is, or nobody knows. */
  selected(scope: vscode.Uri | undefined): Promise<string | undefined>;
}

/** What the environments extension offers, as far as it is used here. */
interface EnvironmentsApi {
  getEnvironment(scope: vscode.Uri | undefined): Promise<{ execInfo?: { run?: { executable?: string } } } | undefined>;
  onDidChangeEnvironment: vscode.Event<unknown>;
}

/** What the Python extension offers, as far as it is used here. */
interface PythonApi {
  ready?: Promise<void>;
  environments: {
    getActiveEnvironmentPath(scope?: vscode.Uri): { path: string };
    resolveEnvironment(environment: { path: string }): Promise<{ executable: { uri?: vscode.Uri } } | undefined>;
    onDidChangeActiveEnvironmentPath: vscode.Event<unknown>;
  };
}

/** Both sources, the newer extension first. `changed` is called whenever one of them may say something else. */
export function pythonExtensions(changed: (why: string) => void, log: vscode.LogOutputChannel): InterpreterSource[] {
  return [
    new Source<EnvironmentsApi>(
      ENVIRONMENTS_EXTENSION,
      (api) => api.onDidChangeEnvironment,
      async (api, scope) => (await api.getEnvironment(scope))?.execInfo?.run?.executable,
      changed,
      log,
    ),
    new Source<PythonApi>(
      PYTHON_EXTENSION,
      (api) => api.environments.onDidChangeActiveEnvironmentPath,
      askPython,
      changed,
      log,
    ),
  ];
}

async function askPython(api: PythonApi, scope: vscode.Uri | undefined): Promise<string | undefined> {
  await api.ready;
  const active = api.environments.getActiveEnvironmentPath(scope);
  // The path may be that of an environment's folder.
  const resolved = await api.environments.resolveEnvironment(active);
  return resolved?.executable.uri?.fsPath;
}

class Source<Api> implements InterpreterSource {
  readonly name: string;
  readonly #event: (api: Api) => vscode.Event<unknown>;
  readonly #selected: (api: Api, scope: vscode.Uri | undefined) => Promise<string | undefined>;
  readonly #changed: (why: string) => void;
  readonly #log: vscode.LogOutputChannel;
  readonly #subscriptions: vscode.Disposable[] = [];
  #api: Promise<Api | undefined> | undefined;

  constructor(
    name: string,
    event: (api: Api) => vscode.Event<unknown>,
    selected: (api: Api, scope: vscode.Uri | undefined) => Promise<string | undefined>,
    changed: (why: string) => void,
    log: vscode.LogOutputChannel,
  ) {
    this.name = name;
    this.#event = event;
    this.#selected = selected;
    this.#changed = changed;
    this.#log = log;
    this.#subscriptions.push(vscode.extensions.onDidChange(() => this.#look()));
  }

  async selected(scope: vscode.Uri | undefined): Promise<string | undefined> {
    const late = Symbol("late");
    const answer = this.#answer(scope);
    const first = await Promise.race([answer, new Promise<symbol>((done) => setTimeout(done, PATIENCE, late))]);
    if (typeof first !== "symbol") {
      return first;
    }
    this.#log.info(`The extension ${this.name} takes its time: Ringfence does not wait for it.`);
    void answer.then((path) => path && this.#changed(`the extension ${this.name} has answered`));
    return undefined;
  }

  dispose(): void {
    this.#subscriptions.forEach((each) => each.dispose());
  }

  async #answer(scope: vscode.Uri | undefined): Promise<string | undefined> {
    try {
      const api = await (this.#api ??= this.#activate());
      return api && (await this.#selected(api, scope));
    } catch (error) {
      this.#log.warn(`The extension ${this.name} cannot say which interpreter is selected: ${String(error)}`);
      return undefined;
    }
  }

  async #activate(): Promise<Api | undefined> {
    const extension = vscode.extensions.getExtension<Api>(this.name);
    if (extension === undefined) {
      return undefined;
    }
    const api = await extension.activate();
    this.#subscriptions.push(this.#event(api)(() => this.#changed(`the extension ${this.name} tells of a change`)));
    return api;
  }

  /** Extensions were installed or removed. */
  #look(): void {
    const isThere = vscode.extensions.getExtension(this.name) !== undefined;
    void this.#api?.then((api) => {
      if (isThere && api === undefined) {
        this.#api = undefined;
        this.#changed(`the extension ${this.name} was installed`);
      }
    });
  }
}
