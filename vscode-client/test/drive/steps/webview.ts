/** The page of the module map, inside of the window. */

import type { FrameLocator, Locator } from "playwright-core";
import type { Window } from "./step";

export class MapPage {
  readonly #window: Window;
  readonly #frame: FrameLocator;

  constructor(window: Window) {
    this.#window = window;
    this.#frame = window.page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
  }

  get canvas(): Locator {
    return this.#frame.locator("canvas");
  }

  /** A line of the list beside the map, or a button. */
  button(name: string | RegExp): Locator {
    return this.#frame.getByRole("button", { name }).first();
  }

  select(name: string): Locator {
    return this.#frame.getByLabel(name, { exact: true });
  }

  get search(): Locator {
    return this.#frame.getByLabel("Find a module");
  }

  get side(): Locator {
    return this.#frame.locator("aside");
  }

  /** Wait until a layout of so many items is drawn, or of any number. */
  async drawn(items?: number): Promise<void> {
    const body = this.#frame.locator(items === undefined ? "body[data-items]" : `body[data-items="${items}"]`);
    await body.waitFor();
    await this.#frame.locator("canvas[data-drawn]").waitFor();
    await this.still();
  }

  async items(): Promise<number> {
    return Number(await this.#frame.locator("body").getAttribute("data-items"));
  }

  /** The number of lines between boxes. */
  async links(): Promise<number> {
    return Number(await this.#frame.locator("body").getAttribute("data-links"));
  }

  /** Wait until nothing is drawn any more. */
  async still(): Promise<void> {
    let before = "";
    await this.#window.until("A map that stands still", async () => {
      const drawn = (await this.canvas.getAttribute("data-drawn")) ?? "";
      const isStill = drawn === before;
      before = drawn;
      await this.#window.page.waitForTimeout(300);
      return isStill;
    });
  }

  /** Click on what the mouse finds under these words. */
  async click(words: string, clicks = 1): Promise<void> {
    const at = await this.#place(words);
    await this.canvas.click({ position: at, clickCount: clicks });
  }

  /** Where on the map the mouse finds something whose description begins with these words. */
  async #place(words: string): Promise<{ x: number; y: number }> {
    return this.canvas.evaluate((canvas: HTMLCanvasElement, wanted) => {
      const tip = canvas.parentElement?.querySelector(".tip");
      const { left, top, width, height } = canvas.getBoundingClientRect();
      for (let y = 4; y < height; y += 5) {
        for (let x = 4; x < width; x += 7) {
          const at = { clientX: left + x, clientY: top + y, bubbles: true };
          canvas.dispatchEvent(new PointerEvent("pointermove", at));
          if (tip?.textContent?.startsWith(wanted)) {
            return { x, y };
          }
        }
      }
      throw new Error(`'${wanted}' is not found on the map.`);
    }, words);
  }
}

/** Take another colour theme. */
export async function takeTheme({ page }: Window, name: string): Promise<void> {
  await page.keyboard.press("Control+K");
  await page.keyboard.press("Control+T");
  await page.locator(".quick-input-list .monaco-list-row", { hasText: "Dark" }).first().waitFor();
  await page.keyboard.type(name);
  await page.locator(".quick-input-list .monaco-list-row.focused", { hasText: name }).waitFor();
  await page.keyboard.press("Enter");
  await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
}
