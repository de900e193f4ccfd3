/** Looks at the Boundaries tree where it has no modules to show, and where it has two repositories. */

import { appendFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { addressOf, inBrowser, readOptions } from "./browser";

interface Options {
  server: string;
  /** A folder without a boundaries.yaml, and a workspace of two folders that have one. */
  bare: string;
  workspace: string;
  results: string;
  pictures: string;
  /** Where a picture of the window is put when something fails. */
  picture: string;
}

const SIDEBAR = ".part.sidebar";

async function main(): Promise<void> {
  const options = readOptions<Options>();
  const tell = (result: object) => appendFileSync(options.results, `${JSON.stringify(result)}\n`);
  await inBrowser(async (page) => {
    page.setDefaultTimeout(45_000);
    for (const look of [lookAtBare, lookAtTwo]) {
      const started = Date.now();
      try {
        await look(page, options);
        tell({ test: look.name, took: Date.now() - started });
      } catch (error) {
        await page.screenshot({ path: options.picture });
        tell({ test: look.name, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) });
        process.exitCode = 1;
        return;
      }
    }
    tell({ end: true });
  });
}

/** There is no boundaries.yaml; a button makes one; then there is something to show, or nothing is wrong. */
async function lookAtBare(page: Page, { server, bare, pictures }: Options): Promise<void> {
  await page.goto(addressOf(server, { folder: bare }, []), { waitUntil: "domcontentloaded" });
  await openTree(page);
  const create = page.locator(`${SIDEBAR} .monaco-button`, { hasText: "Create boundaries.yaml" });
  await create.waitFor();
  await page.screenshot({ path: `${pictures}/welcome-bare.png` });
  await create.click();
  await page.locator('.tab.active[data-resource-name="boundaries.yaml"]').waitFor();
  await create.waitFor({ state: "hidden" });
  const fine = page.locator(SIDEBAR, { hasText: "No boundary is broken" });
  await fine
    .or(page.locator(`${SIDEBAR} .monaco-list-row`))
    .first()
    .waitFor();
  await page.screenshot({ path: `${pictures}/welcome-created.png` });
}

/** Each repository has a node of its own, with its modules below. */
async function lookAtTwo(page: Page, { server, workspace, pictures }: Options): Promise<void> {
  await page.goto(addressOf(server, { workspace }, []), { waitUntil: "domcontentloaded" });
  await openTree(page);
  for (const name of ["first", "second"]) {
    await page.locator(`${SIDEBAR} .monaco-list-row[aria-level="1"]`, { hasText: name }).waitFor();
  }
  await page.locator(`${SIDEBAR} .monaco-list-row[aria-level="2"]`, { hasText: "delivery" }).nth(1).waitFor();
  await page.screenshot({ path: `${pictures}/two-repositories.png` });
}

async function openTree(page: Page): Promise<void> {
  const icon = page.locator(".action-label[aria-label^='Ringfence']");
  await page.locator(".activitybar .action-item", { has: icon }).click();
}

void main();
