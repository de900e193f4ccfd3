/**
 * Opens a window in which VS Code runs tests inside its extension host, and waits for their end.
 * The argument is JSON, see `Options`. The exit code is that of the tests.
 */

import { existsSync, readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import type { Wish } from "../support/driver";
import { addressOf, command, inBrowser, readOptions } from "./browser";

interface Options {
  server: string;
  opened: { folder?: string; workspace?: string };
  extension: string;
  tests: string;
  /** The file that the tests write their wishes to, one a line. */
  wishes: string;
  /** Where a picture of the window is put when something fails. */
  picture: string;
  patience: number;
}

const WISHES: Record<Wish, (page: Page) => Promise<void>> = {
  trust: async (page) => {
    await command(page, "Workspaces: Manage Workspace Trust");
    await page.locator(".workspace-trust-editor .monaco-button", { hasText: "Trust" }).first().click();
  },
};

async function main(): Promise<void> {
  const options = readOptions<Options>();
  await inBrowser(async (page) => {
    const code = await runTests(page, options);
    if (code !== 0) {
      await page.screenshot({ path: options.picture });
    }
    process.exitCode = code;
  });
}

async function runTests(page: Page, options: Options): Promise<number> {
  const ended = new Promise<number>((done) => void page.exposeFunction("codeAutomationExit", done));
  await page.exposeFunction("codeAutomationLog", (...said: unknown[]) => console.log(...said));
  const remote = (file: string) => `vscode-remote://${new URL(options.server).host}${file}`;
  const payload = [
    ["extensionDevelopmentPath", remote(options.extension)],
    ["extensionTestsPath", remote(options.tests)],
    ["skipWelcome", "true"],
  ];
  const fulfilling = setInterval(() => fulfil(page, options.wishes), 100);
  await page.goto(addressOf(options.server, options.opened, payload), { waitUntil: "domcontentloaded" });
  const late = new Promise<number>((done) => setTimeout(done, options.patience, 2).unref());
  const code = await Promise.race([ended, late]);
  clearInterval(fulfilling);
  return code;
}

let fulfilled = 0;

function fulfil(page: Page, file: string): void {
  const wishes = existsSync(file) ? readFileSync(file, "utf8").split("\n").filter(Boolean) : [];
  for (const wish of wishes.slice(fulfilled)) {
    fulfilled += 1;
    WISHES[wish as Wish](page).catch((error: unknown) => console.log(`${wish}: ${String(error)}`));
  }
}

void main();
