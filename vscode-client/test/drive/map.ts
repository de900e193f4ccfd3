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
    await lookAtGroups(window, map, name, items);
    await map.select("Group modules").selectOption("none");
    await map.drawn(modules);
    await window.picture(`map-${name}-all`);
  }
}

async function lookAtGroups(window: Window, map: MapPage, name: string, groups: number): Promise<void> {
  await map.click("warehouse, ", 2);
  await window.until("The modules of the group", async () => (await map.items()) > groups);
  await map.still();
  await window.picture(`map-${name}-group`);
  await map.search.fill("orders.tax");
  await map.search.press("Enter");
  await map.side.getByRole("heading", { name: "corp.orders.tax", exact: true }).waitFor();
  await map.search.fill("");
  await map.still();
  const all = await map.items();
  await map.side.getByRole("button", { name: "Show only this and its neighbours" }).click();
  await window.until("Its neighbours alone", async () => (await map.items()) < all);
  await map.still();
  await window.picture(`map-${name}-focus`);
  await map.button("Show everything again").click();
  await window.until("Everything again", async () => (await map.items()) === all);
  await map.select("Show imports of a rule").selectOption("broken");
  await map.select("Group modules").selectOption("none");
  await map.still();
  await window.picture(`map-${name}-broken`);
  await map.select("Show imports of a rule").selectOption("all");
}

void main();
