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

/** Open a list with a key, look for something in it, and take the first row that has a text in it. */
export async function pick(page: Page, key: string, wanted: string, row: string): Promise<void> {
  await page.keyboard.press(key);
  const input = page.locator(".quick-input-widget input");
  await input.waitFor();
  await input.fill(wanted);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: row }).first().waitFor();
  await input.press("Enter");
}
