/** Looks at a module map in every kind of theme, and takes pictures. The argument is JSON, see `Options`. */

import { appendFileSync } from "node:fs";
import { inBrowser, readOptions } from "./browser";
import { Window, type Options as WindowOptions } from "./steps/step";
import { MapPage, takeTheme } from "./steps/webview";

interface Options extends WindowOptions {
  /** The first part of the names of pictures. */
  name: string;
  /** How many items the map has at first. */
  items: number;
  /** How many modules there are in all. */
  modules: number;
}

const THEMES: [string, string][] = [
  ["dark", "Dark Modern"],
  ["light", "Light Modern"],
  ["high-contrast", "Dark High Contrast"],
];

async function main(): Promise<void> {
  const options = readOptions<Options>();
  await inBrowser(async (page) => {
    const window = new Window(page, options);
    try {
      await window.show();
      await look(window, options);
      appendFileSync(options.results, `${JSON.stringify({ test: options.name, took: 0 })}\n{"end": true}\n`);
    } catch (error) {
      await page.screenshot({ path: options.picture });
      const failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
      appendFileSync(options.results, `${JSON.stringify({ test: options.name, failure })}\n`);
      process.exitCode = 1;
    }
  });
}

async function look(window: Window, { name, items, modules }: Options): Promise<void> {
  const map = new MapPage(window);
  // The number of errors beside the icon: everything is read.
  await window.page.locator(".activitybar .badge-content:not(:empty)").first().waitFor();
  await window.command("Ringfence: Show Module Map");
  await map.drawn(items);
  for (const [kind, theme] of THEMES) {
    await takeTheme(window, theme);
    await map.still();
    await window.picture(`map-${name}-${kind}`);
  }
  await takeTheme(window, "Dark Modern");
  if (items < modules) {
    await map.select("Group modules").selectOption("none");
    await map.drawn(modules);
    await window.picture(`map-${name}-all`);
  }
}

void main();
