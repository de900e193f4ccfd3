/**
 * Runs one scenario inside the extension host. The contract is that of @vscode/test-electron: `run` is called, and a
 * promise that is rejected is a failure.
 *
 * RINGFENCE_SCENARIO names the file of tests beside this one; RINGFENCE_RESULTS the file that each result is added to.
 */

import { appendFileSync } from "node:fs";
import * as path from "node:path";
import Mocha from "mocha";

export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: "bdd", timeout: 90_000, slow: 5_000, reporter: Reporter });
  mocha.addFile(path.join(__dirname, `${process.env["RINGFENCE_SCENARIO"]}.js`));
  const failures = await new Promise<number>((done) => mocha.run(done));
  if (failures > 0) {
    throw new Error(`${failures} tests have failed.`);
  }
}

/** One line of JSON for each test. */
class Reporter extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    runner.on("pass", (test) => tell({ test: test.fullTitle(), took: test.duration }));
    runner.on("fail", (test, error: Error) => tell({ test: test.fullTitle(), failure: error.stack ?? String(error) }));
    runner.on("end", () => tell({ end: true }));
  }
}

function tell(result: object): void {
  const file = process.env["RINGFENCE_RESULTS"];
  if (file === undefined) {
    console.log(JSON.stringify(result));
  } else {
    appendFileSync(file, `${JSON.stringify(result)}\n`);
  }
}
