/**
 * Works in a real window as a person does: keys, clicks, and what is seen. The argument is JSON, see `Options`.
 *
 * Each step leaves the window as the next one needs it; the first that fails ends the run. Pictures are taken on the
 * way. To add steps: a file in `steps/`, and its list here.
 */

import { appendFileSync } from "node:fs";
import { inBrowser, readOptions } from "./browser";
import { BOUNDARIES } from "./steps/boundaries";
import { EDITOR } from "./steps/editor";
import { VIEWS } from "./steps/views";
import { Window, type Options, type Step } from "./steps/step";

const STEPS: Step[] = [...EDITOR, ...BOUNDARIES, ...VIEWS];

async function main(): Promise<void> {
  const options = readOptions<Options>();
  await inBrowser(async (page) => {
    const window = new Window(page, options);
    await window.show();
    for (const { name, run } of STEPS) {
      const started = Date.now();
      try {
        await run(window);
        tell(options, { test: name, took: Date.now() - started });
      } catch (error) {
        await page.screenshot({ path: options.picture });
        tell(options, { test: name, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) });
        process.exitCode = 1;
        return;
      }
    }
    tell(options, { end: true });
  });
}

function tell(options: Options, result: object): void {
  appendFileSync(options.results, `${JSON.stringify(result)}\n`);
}

void main();
