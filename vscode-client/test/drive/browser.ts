/** The browser that the window is shown in. */

import { chromium, type Page } from "playwright-core";

/** The first argument of the script, as JSON. */
export function readOptions<Options>(): Options {
  return JSON.parse(process.argv[2] ?? "{}") as Options;
}

/** Open a page, do something in it, and end the browser whatever happens. */
export async function inBrowser(run: (page: Page) => Promise<void>): Promise<void> {
  const browser = await chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    await run(await browser.newPage({ viewport: { width: 1280, height: 720 } }));
  } finally {
    await browser.close();
  }
}

/** The address of a window with a folder or a .code-workspace, and with what it is to start with. */
export function addressOf(
  server: string,
  opened: { folder?: string; workspace?: string },
  payload: string[][],
): string {
  const address = new URL(server);
  Object.entries(opened).forEach(([name, value]) => address.searchParams.set(name, value));
  address.searchParams.set("payload", JSON.stringify(payload));
  return address.href;
}

/** Run a command of the palette by its name. */
export function command(page: Page, name: string): Promise<void> {
  return pick(page, "F1", `>${name}`, name);
}

/**
 * Open a list with a key, look for something in it, and take the first row as soon as it is one with a text.
 *
 * A list that is opened while the window is busy with the focus is closed by it again: then it is opened anew.
 */
export async function pick(page: Page, key: string, wanted: string, row: string): Promise<void> {
  const input = page.locator(".quick-input-widget input");
  const first = page.locator('.quick-input-list .monaco-list-row[data-index="0"]', { hasText: row });
  const timeout = 6_000;
  for (let tries = 1; ; tries++) {
    try {
      await page.keyboard.press(key);
      await input.fill(wanted, { timeout });
      await first.waitFor({ timeout });
      await input.press("Enter", { timeout });
      return;
    } catch (error) {
      if (tries === 5) {
        throw error;
      }
      await page.keyboard.press("Escape");
    }
  }
}
